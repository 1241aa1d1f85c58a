package timbrel.studio.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import timbrel.audio.Sound;
import timbrel.instrument.Card;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.lm.Sampling;
import timbrel.studio.play.HitWish;
import timbrel.studio.workspace.Names;
import timbrel.studio.workspace.OpenInstrument;

/// Makes the sounds of a kit; the same plan gives the same kit.
public final class KitMaker {
  private final HitMaker maker;
  private final Card card;

  public KitMaker(OpenInstrument instrument) {
    maker = instrument.maker();
    card = instrument.instrument().card();
  }

  /// @param progress told how many sounds are made
  public Kit make(KitPlan plan, IntConsumer progress) {
    List<Kit.Voice> voices = new ArrayList<>();
    int made = 0;
    for (KitPad pad : plan.pads()) {
      Kit.Voice voice =
          pad.frozen() ? frozen(pad, voices.size()) : varied(pad, voices.size(), plan);
      voices.add(voice);
      made += voice.samples().size();
      progress.accept(made);
    }
    return new Kit(plan.name(), credits(), voices);
  }

  private Kit.Voice frozen(KitPad pad, int index) {
    Sound sound = maker.make(pad.wish().request(card.sampling())).sound();
    return new Kit.Voice(
        pad, List.of(new Kit.Sample(0, 0, fileName(pad, index, 0, 0), sound)), 1, 1);
  }

  private Kit.Voice varied(KitPad pad, int index, KitPlan plan) {
    List<HitRequest> requests = new ArrayList<>();
    for (int layer = 0; layer < plan.layers(); layer++) {
      for (int round = 0; round < plan.rounds(); round++) {
        requests.add(request(pad.wish(), layer, round, plan));
      }
    }
    List<Sound> sounds = maker.make(requests).stream().map(hit -> hit.sound()).toList();
    List<Kit.Sample> samples = new ArrayList<>();
    for (int i = 0; i < sounds.size(); i++) {
      int layer = i / plan.rounds();
      int round = i % plan.rounds();
      samples.add(new Kit.Sample(layer, round, fileName(pad, index, layer, round), sounds.get(i)));
    }
    return new Kit.Voice(pad, samples, plan.layers(), plan.rounds());
  }

  /// The first turn has the pad's own seed. With one layer alone strength is left to the model.
  private HitRequest request(HitWish wish, int layer, int round, KitPlan plan) {
    HitWish struck = plan.layers() == 1 ? wish : wish.withVelocity((layer + 0.5) / plan.layers());
    long seed = round == 0 ? wish.seed() : HitRequest.seedOf(wish.seed(), round);
    Sampling sampling = card.sampling();
    HitRequest request = struck.request(sampling);
    return new HitRequest(
        request.classes(),
        request.knobs(),
        request.velocity(),
        request.sampling(),
        request.candidates(),
        seed,
        wish.seed());
  }

  private static String fileName(KitPad pad, int index, int layer, int round) {
    return String.format(
        Locale.ROOT,
        "%02d-%s-v%d-r%d.wav",
        index + 1,
        Names.slug(pad.name()),
        layer + 1,
        round + 1);
  }

  private String credits() {
    StringBuilder text = new StringBuilder();
    text.append("Made by the instrument '").append(card.name()).append("' with Timbrel.\n");
    card.data()
        .licences()
        .forEach((licence, sounds) ->
            text.append(sounds).append(" sounds learnt from under ").append(licence).append('\n'));
    return text.append('\n').append(card.data().attributions()).append('\n').toString();
  }
}
