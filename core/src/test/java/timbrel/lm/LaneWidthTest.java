package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.codec.Codes;

/// The width of vectors is fixed when the virtual machine starts, so each width gets its own.
class LaneWidthTest {
  private static final List<String> CASES =
      List.of("ROTARY GELU DELAY", "ALIBI SWIGLU FLATTEN", "SINUSOIDAL RELU PARALLEL");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dtimbrel.kernels=scalar",
        "-Dtimbrel.vectorBits=128",
        "-Dtimbrel.vectorBits=256",
        "-Dtimbrel.vectorBits=512"
      })
  void theSameSeedGivesTheSameCodesAtEveryWidth(String option) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            option,
            "-cp",
            System.getProperty("java.class.path"),
            LaneWidthTest.class.getName());
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String actual =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor());
    assertEquals(sounds(), actual);
    assertTrue(actual.length() > 1000, actual);
  }

  /// Codes and last logits of several models, as text.
  static String sounds() {
    List<String> lines = new ArrayList<>();
    for (String names : CASES) {
      String[] name = names.split(" ");
      LmConfig config =
          new LmConfig(
              4,
              37,
              36,
              2,
              3,
              70,
              Positions.valueOf(name[0]),
              MlpActivation.valueOf(name[1]),
              CodebookPattern.valueOf(name[2]),
              40,
              5,
              7,
              0);
      TokenModel model = TinyModels.model(config, 8);
      Sampling sampling = Sampling.plain().withGuidance(2.5f).withTopP(0.95f).withTopK(20);
      Codes codes =
          new TokenGenerator(model)
              .generate(TinyModels.conditions(config, 2), sampling, TinyModels.random(3));
      for (int[] row : codes.codes()) {
        lines.add(Arrays.toString(row));
      }
      lines.add(lastLogits(model));
    }
    return String.join("\n", lines);
  }

  private static String lastLogits(TokenModel model) {
    LmConfig config = model.config();
    KvCache cache = model.newCache(1, 9);
    model.start(cache, 0, TinyModels.conditions(config, 1));
    model.forward(cache, 9, new int[9], TinyModels.random(4).ints(36, 0, 38).toArray());
    float[] logits = new float[9 * 38];
    model.logits(cache, 9, 2, logits);
    StringBuilder bits = new StringBuilder();
    for (int i = 8 * 38; i < 9 * 38; i++) {
      bits.append(Integer.toHexString(Float.floatToRawIntBits(logits[i]))).append(' ');
    }
    return bits.toString().strip();
  }

  public static void main(String[] arguments) {
    System.out.println(sounds());
  }
}
