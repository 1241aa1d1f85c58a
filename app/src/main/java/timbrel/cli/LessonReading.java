package timbrel.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import timbrel.audio.SampleFormat;
import timbrel.audio.WavFile;
import timbrel.lesson.Demonstrations;
import timbrel.lesson.Lesson;
import timbrel.lesson.MeasuredResult;
import timbrel.lesson.Shown;

/// A lesson as it is read in a terminal, or printed as a whole where nobody answers.
final class LessonReading {
  private static final int WIDTH = 78;

  private final PrintWriter out;
  private final @Nullable BufferedReader answers; // none: nobody is asked
  private final Path folder;
  private final boolean aloud;
  private boolean left;

  private LessonReading(
      PrintWriter out, @Nullable BufferedReader answers, Path folder, boolean aloud) {
    this.out = out;
    this.answers = answers;
    this.folder = folder;
    this.aloud = aloud;
  }

  static LessonReading onTerminal(PrintWriter out, Reader answers, Path folder, boolean aloud) {
    return new LessonReading(out, new BufferedReader(answers), folder, aloud);
  }

  static LessonReading printed(PrintWriter out, Path folder) {
    return new LessonReading(out, null, folder, false);
  }

  void read(Lesson lesson, Demonstrations demonstrations) {
    out.printf("Lesson %d: %s%n", lesson.number(), lesson.title());
    int number = 0;
    for (Lesson.Step step : lesson.steps()) {
      number++;
      out.printf("%n%d of %d  %s%n%n", number, lesson.steps().size(), step.title());
      for (Lesson.Block block : step.blocks()) {
        show(block, demonstrations);
        if (left) {
          return;
        }
      }
      if (number < lesson.steps().size()) {
        ask("[Enter] goes on, q ends: ");
      }
      if (left) {
        return;
      }
    }
  }

  private void show(Lesson.Block block, Demonstrations demonstrations) {
    switch (block) {
      case Lesson.Text text -> printText(text.markdown());
      case Lesson.Demonstration demonstration -> show(demonstrations.show(demonstration.name()));
      case Lesson.Question question -> askFor(question);
      case Lesson.Measured measured -> show(measured);
      case Lesson.Source source -> {
        out.printf("  %s%n%n", source.file());
        source.lines().lines().forEach(line -> out.println("    " + line));
        out.println();
      }
    }
    out.flush();
  }

  private void show(Shown shown) {
    shown.text().lines().forEach(line -> out.println("  " + line));
    out.println();
    if (!shown.sounds().isEmpty()) {
      Outputs.makeFolder(folder);
    }
    for (Shown.NamedSound sound : shown.sounds()) {
      Path file = folder.resolve(sound.name() + ".wav");
      Outputs.write(file, () -> WavFile.write(file, sound.sound(), SampleFormat.PCM_16));
      out.printf("  sound: %s (%s)%n", file, sound.about());
      out.flush();
      if (aloud) {
        Loudspeaker.play(file);
      }
    }
    if (!shown.sounds().isEmpty()) {
      out.println();
    }
  }

  private void askFor(Lesson.Question question) {
    printText("Your guess: " + question.prompt());
    List<String> options = question.options();
    for (int i = 0; i < options.size(); i++) {
      out.printf("  %d  %s%n", i + 1, options.get(i));
    }
    out.println();
    String answer = ask("1 to " + options.size() + ", or [Enter]: ");
    if (question.answer() >= 0) {
      boolean right = answer.equals(Integer.toString(question.answer() + 1));
      String truth = (question.answer() + 1) + ", " + options.get(question.answer());
      out.println((right ? "Right: " : "It is ") + truth + ".");
      out.println();
    }
    if (!question.why().isEmpty()) {
      printText(question.why());
    }
  }

  private void show(Lesson.Measured measured) {
    MeasuredResult.of(measured.experiment())
        .ifPresentOrElse(
            this::print,
            () -> out.println("  We have not measured this one yet: find out what comes of it."));
    out.println("  with sounds to listen to: " + MeasuredResult.command(measured.experiment()));
    out.println();
    if (ask("[Enter] goes on, r runs it here (minutes): ").equals("r")) {
      run(measured.experiment());
    }
  }

  private void print(MeasuredResult result) {
    out.println("  " + result.title() + ", as we measured it:");
    out.println();
    result.text().lines().forEach(line -> out.println("  " + line));
    out.println();
    printText(result.setting());
    result.meanings().forEach(meaning -> out.println("  " + meaning));
    out.println();
  }

  /// The experiment is a command of its own, which may have to fetch the training library first.
  private void run(String experiment) {
    String launcher = System.getProperty("timbrel.command");
    if (launcher == null) {
      out.println("start Timbrel with ./timbrel for that");
      return;
    }
    try {
      new ProcessBuilder(launcher, "experiment", experiment).inheritIO().start().waitFor();
    } catch (IOException e) {
      out.println("it could not be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      left = true;
    }
  }

  /// What was typed; empty where nobody is asked.
  private String ask(String prompt) {
    if (answers == null) {
      return "";
    }
    out.print(prompt);
    out.flush();
    try {
      String line = answers.readLine();
      out.println();
      left = line == null || line.strip().equalsIgnoreCase("q");
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Paragraphs broken to the width of a terminal; what is indented or fenced stays as it is.
  private void printText(String markdown) {
    boolean fenced = false;
    StringBuilder paragraph = new StringBuilder();
    for (String line : (markdown + "\n").lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced || line.startsWith("    ")) {
        out.println(line);
      } else if (line.isBlank() || line.startsWith("- ")) {
        endParagraph(paragraph);
        paragraph.append(line);
        if (line.isBlank()) {
          out.println();
        }
      } else {
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    endParagraph(paragraph);
    out.println();
  }

  private void endParagraph(StringBuilder paragraph) {
    int column = 0;
    for (String word : paragraph.toString().replace("**", "").split("\\s+")) {
      if (column + word.length() >= WIDTH) {
        out.println();
        column = 0;
      }
      out.print(column == 0 ? word : " " + word);
      column += word.length() + 1;
    }
    if (column > 1) {
      out.println();
    }
    paragraph.setLength(0);
  }
}
