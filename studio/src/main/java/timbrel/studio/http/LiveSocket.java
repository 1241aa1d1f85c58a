package timbrel.studio.http;

import com.google.gson.JsonObject;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import timbrel.instrument.Hit;
import timbrel.instrument.InstrumentException;
import timbrel.instrument.StoredHit;
import timbrel.studio.device.DeviceSound;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.play.FirstHits;
import timbrel.studio.play.HitJson;
import timbrel.studio.play.HitMessage;
import timbrel.studio.play.HitWish;
import timbrel.studio.play.HitWorkers;
import timbrel.studio.workspace.InstrumentShelf;
import timbrel.studio.workspace.NotFoundException;
import timbrel.studio.workspace.OpenInstrument;

/// One page's line to the hit makers: wishes come in as JSON, sounds go out as binary messages
/// (`docs/studio-api.md`, "Live").
///
/// A wish belongs to a slot (a pad) and a round; once a later round of the slot was asked for, the
/// earlier ones are not worth making any more and are dropped without an answer.
final class LiveSocket implements WsListener, DeviceSound.StrikeListener {
  private static final int MOST_WAITING = 256;
  private static final int MOST_SLOTS = 64;
  private static final int LONGEST_MESSAGE = 1 << 16;
  private static final int POLICY_VIOLATION = 1008;
  private static final int LONGEST_ID = 100;

  private final Guard guard;
  private final InstrumentShelf shelf;
  private final HitWorkers workers;
  private final DeviceSound device;

  private final ReentrantLock sending = new ReentrantLock(); // a session sends one at a time
  private final Map<Integer, Long> rounds = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final StringBuilder text = new StringBuilder();
  private volatile @Nullable WsSession session;

  LiveSocket(Guard guard, InstrumentShelf shelf, HitWorkers workers, DeviceSound device) {
    this.guard = guard;
    this.shelf = shelf;
    this.workers = workers;
    this.device = device;
  }

  @Override
  public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers)
      throws WsUpgradeException {
    Optional<String> complaint = guard.complaint(headers);
    if (complaint.isPresent()) {
      throw new WsUpgradeException(complaint.get());
    }
    return Optional.empty();
  }

  @Override
  public void onOpen(WsSession opened) {
    session = opened;
    device.listen(this);
  }

  @Override
  public void onClose(WsSession closed, int status, String reason) {
    leave();
  }

  @Override
  public void onError(WsSession broken, Throwable why) {
    leave();
  }

  private void leave() {
    session = null;
    device.forget(this);
  }

  /// What the engine of this computer's own driver has taken.
  @Override
  public void struck(int pad, float velocity) {
    JsonObject json = new JsonObject();
    json.addProperty("struck", pad);
    json.addProperty("velocity", velocity);
    // the engine's thread does not wait for a page that is slow
    Thread.ofVirtual().start(() -> send(to -> to.send(json.toString(), true)));
  }

  @Override
  public void onMessage(WsSession from, BufferData binary, boolean last) {
    from.close(POLICY_VIOLATION, "binary messages are not understood");
  }

  @Override
  public void onMessage(WsSession from, String part, boolean last) {
    if (text.length() + part.length() > LONGEST_MESSAGE) {
      from.close(POLICY_VIOLATION, "message too long");
      return;
    }
    text.append(part);
    if (last) {
      String message = text.toString();
      text.setLength(0);
      take(message);
    }
  }

  private void take(String message) {
    long id = -1;
    try {
      JsonRequest json = JsonRequest.parse(message);
      id = json.whole("id", 0, HitWish.LARGEST_SEED);
      if (json.has("device")) {
        device.take(json.child("device"));
      } else {
        ask(json, id);
      }
    } catch (BadRequestException e) {
      refuse(id, e);
    }
  }

  private void ask(JsonRequest json, long id) {
    int slot = (int) json.whole("slot", 0, MOST_SLOTS - 1);
    long round = json.whole("round", 0, HitWish.LARGEST_SEED);
    String instrument = json.text("instrument", LONGEST_ID);
    boolean withCodes = json.flag("codes", false);
    boolean first = json.flag("first", false);
    HitWish wish = HitWish.read(json.child("hit"));
    int urgency = (int) json.whole("urgency", 0, 9, 0);
    rounds.merge(slot, round, Math::max);
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      throw new BadRequestException(
          "more than " + MOST_WAITING + " hits are waiting to be made; wait for some");
    }
    Answer answer = new Answer(id, slot, round, instrument, withCodes, first, wish);
    workers.submit(urgency, () -> isWanted(answer), () -> make(answer));
  }

  private record Answer(
      long id,
      int slot,
      long round,
      String instrument,
      boolean withCodes,
      boolean first,
      HitWish wish) {}

  /// Called once for each answer, when its turn has come.
  private boolean isWanted(Answer answer) {
    waiting.decrementAndGet();
    return session != null && rounds.getOrDefault(answer.slot(), 0L) <= answer.round();
  }

  private void make(Answer answer) {
    try {
      long start = System.nanoTime();
      OpenInstrument open = shelf.get(answer.instrument());
      Optional<StoredHit> stored =
          answer.first() ? FirstHits.of(open, answer.wish(), answer.slot()) : Optional.empty();
      if (stored.isPresent()) {
        String className = open.instrument().card().classes().get(stored.get().classIndex());
        send(answer, start, HitJson.of(stored.get(), className), stored.get().sound().samples());
        return;
      }
      Hit hit = open.maker().make(answer.wish().request(open.instrument().card().sampling()));
      JsonObject header = HitJson.of(hit, open.instrument().card().knobs());
      if (answer.withCodes()) {
        header.add("codes", HitJson.codes(hit.codes()));
        header.addProperty("codebookSize", open.instrument().card().codec().codebookSize());
      }
      send(answer, start, header, hit.sound().samples());
    } catch (BadRequestException
        | IllegalArgumentException
        | InstrumentException
        | NotFoundException e) {
      refuse(answer.id(), e);
    }
  }

  private void send(Answer answer, long startNanos, JsonObject header, float[] samples) {
    header.addProperty("id", answer.id());
    header.addProperty("slot", answer.slot());
    header.addProperty("round", answer.round());
    header.addProperty("milliseconds", (System.nanoTime() - startNanos) / 1e6);
    byte[] message = HitMessage.of(header, samples);
    send(to -> to.send(BufferData.create(message), true));
  }

  private void refuse(long id, RuntimeException why) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("problem", why.getMessage());
    send(to -> to.send(json.toString(), true));
  }

  private interface Sending {
    void to(WsSession session);
  }

  private void send(Sending what) {
    WsSession to = session;
    if (to == null) {
      return;
    }
    sending.lock();
    try {
      what.to(to);
    } catch (RuntimeException e) {
      leave(); // the page has gone
    } finally {
      sending.unlock();
    }
  }
}
