package timbrel.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.codec.Codes;
import timbrel.instrument.Instrument;
import timbrel.lm.Conditions;
import timbrel.training.LmExample;

/// A few short sounds of random tokens.
final class TinyData {
  private TinyData() {}

  static TokenData of(int sounds) {
    Instrument starter = Instrument.open(Instrument.STARTER);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    List<LmExample> examples = new ArrayList<>();
    for (int i = 0; i < sounds; i++) {
      int[][] codes = new int[2][4 + i % 3];
      for (int[] row : codes) {
        java.util.Arrays.setAll(row, t -> random.nextInt(40));
      }
      float[] classes = new float[2];
      classes[i % 2] = 1;
      float[] knobs = {random.nextFloat(), Float.NaN};
      examples.add(new LmExample(new Codes(codes), new Conditions(classes, knobs, Float.NaN), 1));
    }
    return new TokenData(
        sounds + " tiny sounds",
        List.of("kick", "snare"),
        examples.subList(0, sounds / 2),
        examples.subList(sounds / 2, sounds),
        starter.codec(),
        starter.classifier().orElseThrow());
  }

  static ExperimentSpec spec(String arms, String more) {
    return SpecReader.parse(
        "{\"name\":\"tiny\",\"title\":\"Tiny\",\"steps\":12,\"seeds\":[1,2],\"data\":{\"codebooks\":2,"
            + "\"seconds\":0.1},\"hits\":{\"classes\":[\"kick\",\"snare\"],\"each\":2},"
            + "\"model\":{\"dModel\":8,\"layers\":1,\"heads\":2,\"ffn\":8},\"arms\":"
            + arms
            + more
            + "}",
        "tiny");
  }
}
