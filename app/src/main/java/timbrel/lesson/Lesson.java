package timbrel.lesson;

import java.util.List;

/// A lesson, step by step.
///
/// @param number what people call it
/// @param title in a few words
/// @param steps each a screenful or two
public record Lesson(int number, String title, List<Step> steps) {

  public Lesson {
    steps = List.copyOf(steps);
  }

  /// One thing to understand.
  public record Step(String title, List<Block> blocks) {
    public Step {
      blocks = List.copyOf(blocks);
    }
  }

  /// A part of a step.
  public sealed interface Block {}

  /// Prose in Markdown: paragraphs, lists, emphasis.
  public record Text(String markdown) implements Block {}

  /// Something that is computed and heard when the lesson is shown.
  public record Demonstration(String name) implements Block {}

  /// A guess to make before what follows is shown.
  ///
  /// @param answer index of the option that is right; -1 where the result that follows tells
  /// @param why said after the guess
  public record Question(String prompt, List<String> options, int answer, String why)
      implements Block {
    public Question {
      options = List.copyOf(options);
    }
  }

  /// What an experiment of ours measured, and the command to measure it again.
  public record Measured(String experiment) implements Block {}

  /// Lines of the program itself.
  ///
  /// @param file where they stand in the repository
  public record Source(String file, String lines) implements Block {}
}
