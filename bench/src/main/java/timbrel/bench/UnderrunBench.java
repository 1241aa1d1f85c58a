package timbrel.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Underruns of a JACK server with the player, beside those with clients that do nothing: one
/// through the same binding, one in C. A machine that is shared has underruns of its own, so the
/// clients take turns, each with a fresh server (`jackd -d dummy`, 64 frames at 48 kHz).
///
/// Arguments: seconds a run (default 120), rounds (default 5), clients in their order (default
/// `player null c`). Needs `jackd`, and for `c` also `cc` and JACK's headers.
public final class UnderrunBench {
  private static final Pattern VALUE = Pattern.compile("(\\w+) ([0-9.]+)");
  private static final Path C_SOURCE = Path.of("bench/src/main/c/null_client.c");
  private static final long SERVER_START_MILLIS = 2000;

  private final int seconds;
  private final Path folder;

  private UnderrunBench(int seconds, Path folder) {
    this.seconds = seconds;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 120;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    List<String> clients =
        arguments.length > 2
            ? List.of(arguments).subList(2, arguments.length)
            : List.of("player", "null", "c");
    UnderrunBench bench =
        new UnderrunBench(seconds, Files.createTempDirectory("timbrel-underruns"));
    Map<String, List<Map<String, Double>>> results = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      List<String> order = round % 2 == 0 ? clients : clients.reversed();
      for (String client : order) {
        Map<String, Double> values = bench.run(client);
        System.out.println(client + " " + values);
        results.computeIfAbsent(client, name -> new ArrayList<>()).add(values);
      }
    }
    results.forEach(UnderrunBench::print);
  }

  private static void print(String client, List<Map<String, Double>> runs) {
    for (String name : runs.getFirst().keySet()) {
      List<Double> values = runs.stream().map(run -> run.getOrDefault(name, Double.NaN)).toList();
      System.out.println(client + " " + name + ": " + Spread.of(values));
    }
  }

  private Map<String, Double> run(String client) throws IOException, InterruptedException {
    String server = "timbrel-bench-" + ProcessHandle.current().pid();
    Process jackd =
        new ProcessBuilder("jackd", "-n", server, "-R", "-d", "dummy", "-r", "48000", "-p", "64")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("jackd.log").toFile())
            .start();
    try {
      Thread.sleep(SERVER_START_MILLIS);
      return values(output(command(client, server)));
    } finally {
      jackd.destroy();
      if (!jackd.waitFor(10, TimeUnit.SECONDS)) {
        jackd.destroyForcibly().waitFor();
      }
    }
  }

  private List<String> command(String client, String server)
      throws IOException, InterruptedException {
    if (client.equals("c")) {
      Path program = folder.resolve("null_client");
      if (!Files.exists(program)) {
        output(List.of("cc", "-O2", "-o", program.toString(), C_SOURCE.toString(), "-ljack"));
      }
      return List.of(program.toString(), server, "" + seconds);
    }
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "@scripts/jvm.args",
        "-XX:+UseShenandoahGC", // as the launcher plays
        "-Xms64m",
        "-Xmx160m",
        "-XX:ParallelGCThreads=2",
        "-XX:ConcGCThreads=1",
        "-XX:CICompilerCount=3",
        "-XX:TrimNativeHeapInterval=10000",
        "-cp",
        System.getProperty("java.class.path"),
        JackClientRun.class.getName(),
        client,
        server,
        "" + seconds);
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " ended with " + process.exitValue());
    }
    return output;
  }

  private static Map<String, Double> values(String output) {
    Map<String, Double> values = new LinkedHashMap<>();
    Matcher matcher = VALUE.matcher(output);
    while (matcher.find()) {
      values.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
    }
    return values;
  }
}
