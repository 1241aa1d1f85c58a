package timbrel.studio.exports;

import java.util.ArrayList;
import java.util.List;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.workspace.Names;

/// A kit that is asked for.
///
/// @param name of the kit, and of the file
/// @param instrument id of the instrument that makes the sounds
/// @param format to write
/// @param pads in order
/// @param layers how many strengths of each sound
/// @param rounds how many different sounds of each strength, played in turn
public record KitPlan(
    String name, String instrument, KitFormat format, List<KitPad> pads, int layers, int rounds) {
  private static final int MOST_PADS = 64;
  private static final int MOST_LAYERS = 8;
  private static final int MOST_ROUNDS = 8;
  private static final int MOST_SOUNDS = 512;
  private static final int LONGEST_ID = 100;

  public static KitPlan read(JsonRequest json) {
    List<KitPad> pads = new ArrayList<>();
    json.children("pads", MOST_PADS).forEach(pad -> pads.add(KitPad.read(pad, pads.size())));
    KitPlan plan =
        new KitPlan(
            Names.checked(json.text("name", LONGEST_ID)),
            json.text("instrument", LONGEST_ID),
            KitFormat.named(json.text("format", LONGEST_ID)),
            List.copyOf(pads),
            (int) json.whole("layers", 1, MOST_LAYERS, 1),
            (int) json.whole("rounds", 1, MOST_ROUNDS, 1));
    if (pads.isEmpty() || plan.sounds() > MOST_SOUNDS) {
      throw new BadRequestException(
          "the kit has %d sounds, expected 1 to %d; fewer layers or rounds make it smaller"
              .formatted(plan.sounds(), MOST_SOUNDS));
    }
    return plan;
  }

  /// Sounds in all.
  public int sounds() {
    return pads.stream().mapToInt(pad -> pad.frozen() ? 1 : layers * rounds).sum();
  }
}
