package timbrel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What [LearnBench] has measured so far: a table that grows by a line for each run of `learn`.
final class LearnResults {
  private static final String HEADER =
      "sounds,minutes,from,minutes in all,MiB,recognised,FAD,spread";

  private final Path file;
  private final List<Result> results = new ArrayList<>();

  /// One run of `learn`.
  ///
  /// @param sounds that were learnt from
  /// @param minutes that were given
  /// @param from what learning started: `starter` or `none`
  /// @param took minutes from start to end
  /// @param mebibytes at most
  /// @param recognised share of new hits whose class the judge named, the mean over classes
  /// @param fad Fréchet distance of hits to recordings in the judge's embedding
  /// @param spread mean distance among hits over that among recordings
  record Result(
      int sounds,
      int minutes,
      String from,
      double took,
      double mebibytes,
      double recognised,
      double fad,
      double spread) {

    private String line() {
      return String.format(
          Locale.ROOT,
          "%d,%d,%s,%.1f,%.0f,%.3f,%.1f,%.2f",
          sounds,
          minutes,
          from,
          took,
          mebibytes,
          recognised,
          fad,
          spread);
    }

    private static Result of(String line) {
      String[] fields = line.split(",");
      return new Result(
          Integer.parseInt(fields[0]),
          Integer.parseInt(fields[1]),
          fields[2],
          Double.parseDouble(fields[3]),
          Double.parseDouble(fields[4]),
          Double.parseDouble(fields[5]),
          Double.parseDouble(fields[6]),
          Double.parseDouble(fields[7]));
    }
  }

  private LearnResults(Path file) {
    this.file = file;
  }

  /// Those that are in a folder already.
  ///
  /// @param settings what else results depend on
  /// @throws IOException if those in the folder were measured with other settings, or their file is
  ///   no such table
  static LearnResults in(Path folder, String settings) throws IOException {
    LearnResults results = new LearnResults(folder.resolve("results.csv"));
    List<String> head = List.of("# " + settings, HEADER);
    if (!Files.exists(results.file)) {
      Files.write(results.file, head);
      return results;
    }
    List<String> lines = Files.readAllLines(results.file);
    if (lines.size() < head.size() || !lines.subList(0, head.size()).equals(head)) {
      throw new IOException(
          "%s starts otherwise than with %s: work in another folder".formatted(results.file, head));
    }
    for (String line : lines.subList(head.size(), lines.size())) {
      results.results.add(results.read(line));
    }
    return results;
  }

  private Result read(String line) throws IOException {
    try {
      return Result.of(line);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException(
          "%s: '%s' is no line of this table, take it out".formatted(file, line), e);
    }
  }

  boolean has(int sounds, int minutes, String from) {
    return results.stream()
        .anyMatch(r -> r.sounds == sounds && r.minutes == minutes && r.from.equals(from));
  }

  void add(Result result) throws IOException {
    results.add(result);
    Files.writeString(file, result.line() + "\n", StandardOpenOption.APPEND);
    Files.writeString(file.resolveSibling("results.svg"), new LearnCurves(results).svg());
  }
}
