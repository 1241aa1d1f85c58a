package timbrel.lm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import timbrel.codec.Codes;

/// Makes the codes of new sounds with a [TokenModel].
///
/// The same model, request and random numbers give the same codes on every machine with fused
/// multiply-add in hardware. A sound has at least one frame and ends by itself or at its longest.
public final class TokenGenerator {
  /// Sounds that share a pass over the weights: enough to be limited by arithmetic, not by memory.
  private static final int SOUNDS_AT_ONCE = 16;

  /// Numbers that the sounds of one pass may remember together, two streams each.
  private static final long MEMORY_AT_ONCE = 2 * LmConfig.MAX_MEMORY;

  /// Takes sounds that are over, in the thread that makes them.
  public interface Listener {
    /// @param index of the request
    void take(int index, Codes codes);
  }

  private final TokenModel model;
  private final AtomicReference<@Nullable GuidedStreams> spare = new AtomicReference<>();

  public TokenGenerator(TokenModel model) {
    this.model = model;
  }

  public LmConfig config() {
    return model.config();
  }

  /// A new sound.
  public Codes generate(Conditions conditions, Sampling sampling, RandomGenerator random) {
    int maxFrames = config().maxFrames();
    return generate(new GenerationRequest(conditions, sampling, Kept.nothing(), maxFrames, random));
  }

  /// A new sound that keeps part of a given one.
  public Codes generate(
      Conditions conditions, Sampling sampling, Kept kept, RandomGenerator random) {
    return generate(
        new GenerationRequest(conditions, sampling, kept, config().maxFrames(), random));
  }

  public Codes generate(GenerationRequest request) {
    return generate(List.of(request)).getFirst();
  }

  /// Several sounds; each is what it would be alone, but together they take less time.
  public List<Codes> generate(List<GenerationRequest> requests) {
    Codes[] sounds = new Codes[requests.size()];
    generate(requests, () -> true, (index, codes) -> sounds[index] = codes);
    return List.of(sounds);
  }

  /// The same sounds, each handed over as soon as it is over (beams after all others), and given up
  /// as soon as nobody wants them any more.
  ///
  /// @param wanted is asked after each step
  /// @return whether they were wanted to the end; all were handed over then
  public boolean generate(
      List<GenerationRequest> requests, BooleanSupplier wanted, Listener listener) {
    int atOnce = soundsAtOnce();
    boolean still = true;
    for (int first = 0; still && first < requests.size(); first += atOnce) {
      int end = Math.min(requests.size(), first + atOnce);
      int before = first;
      still =
          generateGroup(
              requests.subList(first, end),
              wanted,
              (index, codes) -> listener.take(before + index, codes));
    }
    return still;
  }

  private int soundsAtOnce() {
    return Math.clamp(MEMORY_AT_ONCE / (2 * config().memory()), 1, SOUNDS_AT_ONCE);
  }

  /// The same sounds step by step.
  public GenerationRun start(List<GenerationRequest> requests) {
    return new GenerationRun(model, requests);
  }

  private boolean generateGroup(
      List<GenerationRequest> requests, BooleanSupplier wanted, Listener listener) {
    List<GenerationRequest> drawn = new ArrayList<>();
    int[] places = new int[requests.size()]; // of what is drawn among the requests
    for (int i = 0; i < requests.size(); i++) {
      if (requests.get(i).sampling().beams() == 1) {
        places[drawn.size()] = i;
        drawn.add(requests.get(i));
      }
    }
    boolean still = draw(drawn, wanted, (index, codes) -> listener.take(places[index], codes));
    for (int i = 0; still && i < requests.size(); i++) {
      if (requests.get(i).sampling().beams() > 1) {
        listener.take(i, search(requests.get(i)));
        still = wanted.getAsBoolean();
      }
    }
    return still;
  }

  private boolean draw(
      List<GenerationRequest> requests, BooleanSupplier wanted, Listener listener) {
    GuidedStreams streams = streams(Math.max(1, requests.size()));
    GenerationRun run = new GenerationRun(model, requests, streams);
    boolean[] over = new boolean[requests.size()];
    handOver(run, over, listener); // what was given whole
    boolean still = true;
    while (still && run.step()) {
      handOver(run, over, listener);
      still = wanted.getAsBoolean();
    }
    keep(streams);
    return still;
  }

  private static void handOver(GenerationRun run, boolean[] over, Listener listener) {
    for (int i = 0; i < over.length; i++) {
      if (!over[i] && run.isDone(i)) {
        over[i] = true;
        listener.take(i, run.codes(i));
      }
    }
  }

  /// The memory of the last group, if it is large enough: a megabyte a stream with the starter.
  private GuidedStreams streams(int slots) {
    GuidedStreams kept = spare.getAndSet(null);
    return kept != null && kept.slots() >= slots ? kept : new GuidedStreams(model, slots);
  }

  /// Two threads may draw at once: the larger memory is kept.
  private void keep(GuidedStreams streams) {
    spare.accumulateAndGet(
        streams, (kept, used) -> kept != null && kept.slots() > used.slots() ? kept : used);
  }

  private Codes search(GenerationRequest request) {
    BeamTree tree = new BeamTree(model, request);
    int choices = config().codebookSize() + 1;
    BeamSearch.Path path = BeamSearch.search(tree, request.sampling().beams(), choices);
    return BeamTree.codesOf(config(), request, path);
  }
}
