package timbrel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import timbrel.control.MidiAssignment;
import timbrel.control.osc.OscServer;
import timbrel.control.osc.OscStatus;
import timbrel.session.PlaySession;

/// Says what comes in that cannot be played, and what MIDI learn has learnt: once when it begins,
/// and then not more often than somebody wants to read it.
final class ControlNews {
  private final PlaySession session;
  private final @Nullable OscServer osc;
  private final Consumer<String> news;
  private final Trouble malformed = new Trouble();
  private final Trouble lost = new Trouble();
  private final Trouble voltages = new Trouble();
  private int learned;
  private int remarks;
  private List<MidiAssignment> assignments;

  /// A count that should stay where it is.
  private static final class Trouble {
    private static final long QUIET_NANOS = 10_000_000_000L;

    private long said;
    private long saidAt;

    /// Whether it is time to say it.
    boolean isNews(long count) {
      long now = System.nanoTime();
      boolean news = count > said && (said == 0 || now - saidAt > QUIET_NANOS);
      if (news) {
        said = count;
        saidAt = now;
      }
      return news;
    }
  }

  /// @param osc the server, if there is one
  /// @param news takes one line
  ControlNews(PlaySession session, @Nullable OscServer osc, Consumer<String> news) {
    this.session = session;
    this.osc = osc;
    this.news = news;
    assignments = session.midiMap().mapping().assignments();
    learned = session.midiMap().learned();
  }

  /// To be called now and then.
  void look() {
    if (osc != null) {
      look(osc.status());
    }
    long bad = session.badVoltages();
    if (voltages.isNews(bad)) {
      news.accept(
          "control voltages: %d samples so far were no numbers; the ones before them hold"
              .formatted(bad));
    }
    lookAtLearning();
    List<String> all = session.remarks();
    all.subList(remarks, all.size()).forEach(news);
    remarks = all.size();
  }

  private void look(OscStatus status) {
    if (malformed.isNews(status.malformed())) {
      news.accept(
          "OSC: %d malformed packets so far were ignored, the last one with %s"
              .formatted(status.malformed(), status.lastFault().description()));
    }
    if (lost.isNews(status.lost())) {
      news.accept(
          "OSC: %d actions so far were too many at once and are lost".formatted(status.lost()));
    }
  }

  private void lookAtLearning() {
    int now = session.midiMap().learned();
    if (now != learned) {
      learned = now;
      List<MidiAssignment> all = session.midiMap().mapping().assignments();
      List<MidiAssignment> fresh = new ArrayList<>(all);
      fresh.removeAll(assignments);
      assignments = all;
      fresh.forEach(assignment -> news.accept("learnt: " + assignment));
    }
  }
}
