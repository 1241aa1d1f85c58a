package timbrel.lesson;

import java.util.ArrayList;
import java.util.List;
import timbrel.lesson.Lesson.Block;
import timbrel.lesson.Lesson.Step;

/// Reads a lesson from Markdown: `#` is its title, `##` begins a step, and fenced blocks whose
/// first word is `demonstration`, `question`, `measured` or `source` are more than text. Any
/// Markdown viewer shows the same file readably.
final class LessonReader {
  private static final String FENCE = "```";

  private final int number;
  private final List<Step> steps = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String lessonTitle = "";
  private String stepTitle = "";

  private LessonReader(int number) {
    this.number = number;
  }

  /// @throws IllegalArgumentException naming the line that is wrong
  static Lesson read(int number, String markdown) {
    return new LessonReader(number).read(markdown.lines().toList());
  }

  private Lesson read(List<String> lines) {
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i);
      if (line.startsWith("# ")) {
        lessonTitle = line.substring(2).strip();
      } else if (line.startsWith("## ")) {
        endStep();
        stepTitle = line.substring(3).strip();
      } else if (line.startsWith(FENCE)) {
        int end = i + 1;
        while (end < lines.size() && !lines.get(end).equals(FENCE)) {
          end++;
        }
        if (end == lines.size()) {
          throw new IllegalArgumentException("line %d: a fence that never ends".formatted(i + 1));
        }
        addFenced(line.substring(FENCE.length()).strip(), lines.subList(i + 1, end), i + 1);
        i = end;
      } else {
        text.append(line).append('\n');
      }
      i++;
    }
    endStep();
    return new Lesson(number, lessonTitle, steps);
  }

  private void addFenced(String head, List<String> body, int line) {
    endText();
    String[] words = head.split(" ", 2);
    String rest = words.length > 1 ? words[1].strip() : "";
    blocks.add(
        switch (words[0]) {
          case "demonstration" -> new Lesson.Demonstration(rest);
          case "measured" -> new Lesson.Measured(rest);
          case "source" -> new Lesson.Source(rest, String.join("\n", body));
          case "question" -> question(body, line);
          case "" -> new Lesson.Text(FENCE + "\n" + String.join("\n", body) + "\n" + FENCE);
          default ->
              throw new IllegalArgumentException(
                  "line %d: a block of '%s', which is unknown".formatted(line, words[0]));
        });
  }

  /// The prompt, then a line for each option, the right one with `[x]`, then why.
  private static Lesson.Question question(List<String> body, int line) {
    StringBuilder prompt = new StringBuilder();
    StringBuilder why = new StringBuilder();
    List<String> options = new ArrayList<>();
    int answer = -1;
    for (String text : body) {
      if (text.startsWith("- [x] ")) {
        answer = options.size();
        options.add(text.substring(6));
      } else if (text.startsWith("- [ ] ")) {
        options.add(text.substring(6));
      } else {
        (options.isEmpty() ? prompt : why).append(text).append(' ');
      }
    }
    if (options.size() < 2) {
      throw new IllegalArgumentException("line %d: a question without options".formatted(line));
    }
    return new Lesson.Question(prompt.toString().strip(), options, answer, why.toString().strip());
  }

  private void endText() {
    if (!text.toString().isBlank()) {
      blocks.add(new Lesson.Text(text.toString().strip()));
    }
    text.setLength(0);
  }

  private void endStep() {
    endText();
    if (!blocks.isEmpty()) {
      steps.add(new Step(stepTitle.isEmpty() ? lessonTitle : stepTitle, blocks));
    }
    blocks.clear();
  }
}
