package timbrel.lm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Searches a tree of decisions for a likely path: at every depth only the `width` best beginnings
/// are followed further.
///
/// Paths end at different depths, so they are compared by mean log probability per decision: by
/// their sum, the shortest sound would win. The search ends when as many paths as beams have ended
/// and no open one is better than the worst of them, or when none is open.
public final class BeamSearch {

  /// The tree as seen from the beams, which are numbered from 0. At first there is one.
  public interface Tree {
    /// Choices of the next decision of `beam`; 0 if its path has ended.
    int choices(int beam);

    /// Writes the log probability of each choice of the next decision of `beam`.
    void logProbabilities(int beam, float[] out);

    /// From now on beam `i` is what beam `parents[i]` was, followed by `choices[i]`.
    void follow(int[] parents, int[] choices, int beams);
  }

  /// A path through the tree.
  ///
  /// @param choices the decision at each depth
  /// @param logProbability sum over the decisions
  public record Path(int[] choices, double logProbability) {
    /// Mean log probability per decision.
    public double score() {
      return choices.length == 0 ? 0 : logProbability / choices.length;
    }
  }

  private record Link(@Nullable Link parent, int choice, int depth, double logProbability) {
    static final Link ROOT = new Link(null, -1, 0, 0);

    Path path() {
      int[] choices = new int[depth];
      Link link = this;
      for (int i = depth - 1; i >= 0 && link != null; i--) {
        choices[i] = link.choice;
        link = link.parent;
      }
      return new Path(choices, logProbability);
    }
  }

  private record Candidate(int beam, int choice, double logProbability) {}

  private static final Comparator<Candidate> LIKELIEST_FIRST =
      Comparator.comparingDouble((Candidate c) -> -c.logProbability)
          .thenComparingInt(Candidate::beam)
          .thenComparingInt(Candidate::choice);

  private final Tree tree;
  private final int width;
  private final float[] logProbabilities;
  private List<Link> open = List.of(Link.ROOT);
  private final List<Path> ended = new ArrayList<>();

  private BeamSearch(Tree tree, int width, int maxChoices) {
    this.tree = tree;
    this.width = width;
    this.logProbabilities = new float[maxChoices];
  }

  /// The best path that a search with `width` beams finds.
  ///
  /// @param maxChoices most choices of any decision of the tree, which must be finite
  public static Path search(Tree tree, int width, int maxChoices) {
    if (width < 1) {
      throw new IllegalArgumentException("%d beams, expected at least 1".formatted(width));
    }
    BeamSearch search = new BeamSearch(tree, width, maxChoices);
    while (!search.isOver()) {
      search.deepen();
    }
    return search.ended.getFirst();
  }

  private boolean isOver() {
    if (open.isEmpty()) {
      return true;
    }
    Link best = open.getFirst();
    return ended.size() >= width
        && ended.getLast().score() >= best.logProbability / Math.max(1, best.depth);
  }

  private void deepen() {
    List<Candidate> candidates = new ArrayList<>();
    for (int beam = 0; beam < open.size(); beam++) {
      int choices = tree.choices(beam);
      if (choices == 0) {
        keepEnded(open.get(beam).path());
      } else {
        tree.logProbabilities(beam, logProbabilities);
        addBest(beam, choices, candidates);
      }
    }
    candidates.sort(LIKELIEST_FIRST);
    follow(candidates.subList(0, Math.min(width, candidates.size())));
  }

  private void keepEnded(Path path) {
    ended.add(path);
    ended.sort(Comparator.comparingDouble(p -> -p.score()));
    if (ended.size() > width) {
      ended.removeLast();
    }
  }

  /// Only the best `width` choices of a beam can be among the best `width` of all.
  private void addBest(int beam, int choices, List<Candidate> candidates) {
    double before = open.get(beam).logProbability;
    float[] sorted = Arrays.copyOf(logProbabilities, choices);
    Arrays.sort(sorted);
    float least = sorted[Math.max(0, choices - width)];
    for (int choice = 0; choice < choices; choice++) {
      if (logProbabilities[choice] >= least) {
        candidates.add(new Candidate(beam, choice, before + logProbabilities[choice]));
      }
    }
  }

  private void follow(List<Candidate> best) {
    List<Link> next = new ArrayList<>();
    int[] parents = new int[best.size()];
    int[] choices = new int[best.size()];
    for (int i = 0; i < parents.length; i++) {
      Candidate candidate = best.get(i);
      Link parent = open.get(candidate.beam);
      parents[i] = candidate.beam;
      choices[i] = candidate.choice;
      next.add(new Link(parent, candidate.choice, parent.depth + 1, candidate.logProbability));
    }
    open = next;
    tree.follow(parents, choices, parents.length);
  }
}
