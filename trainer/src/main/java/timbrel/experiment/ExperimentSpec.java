package timbrel.experiment;

import com.google.gson.JsonObject;
import java.util.List;

/// What an experiment asks and how it is answered: arms times seeds, all else equal
/// (`docs/lessons.md` describes the file).
///
/// @param name a short word, also the folder of the results
/// @param title in a few words
/// @param question what a reader should guess before looking at the results
/// @param kind what the arms train
/// @param arms what is compared, the usual one first
/// @param seeds each arm is trained from each of them
/// @param steps of the optimiser
/// @param data what is learnt from
/// @param hits what is made to be heard
/// @param measures columns of the table, in order
/// @param json everything as it was read, with what the base settings added
public record ExperimentSpec(
    String name,
    String title,
    String question,
    Kind kind,
    List<Arm> arms,
    List<Long> seeds,
    int steps,
    Data data,
    Hits hits,
    List<Measure> measures,
    JsonObject json) {

  /// What the arms of an experiment train.
  public enum Kind {
    /// A token model.
    TOKENS,
    /// The codebooks of a residual vector quantizer.
    QUANTIZER
  }

  /// What is learnt from.
  ///
  /// @param sounds how many at most; of a folder, or hits that the starter makes
  /// @param codebooks of the codec, how many are used at most
  /// @param seconds longest sound
  public record Data(int sounds, int codebooks, double seconds) {}

  /// What is made with each trained arm.
  ///
  /// @param classes asked for; those that the data lacks are left out
  /// @param each hits of each class
  public record Hits(List<String> classes, int each) {}

  /// One of the things compared.
  ///
  /// @param name for people
  /// @param settings base settings with this arm's own laid over them
  public record Arm(String name, JsonObject settings) {}

  public ExperimentSpec {
    arms = List.copyOf(arms);
    seeds = List.copyOf(seeds);
    measures = List.copyOf(measures);
  }

  /// The same with other seeds or steps, for a quicker or a surer answer.
  public ExperimentSpec with(List<Long> otherSeeds, int otherSteps) {
    JsonObject changed = json.deepCopy();
    changed.add("seeds", SpecReader.array(otherSeeds));
    changed.addProperty("steps", otherSteps);
    return new ExperimentSpec(
        name, title, question, kind, arms, otherSeeds, otherSteps, data, hits, measures, changed);
  }
}
