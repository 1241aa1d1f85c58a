package timbrel.studio.exports;

import java.util.Locale;

/// An SFZ text: one region for each sample (sfzformat.com).
final class Sfz {
  private Sfz() {}

  static String text(Kit kit) {
    StringBuilder text = new StringBuilder("// " + kit.name() + ", made with Timbrel\n");
    text.append("<control>\ndefault_path=samples/\n\n<global>\nloop_mode=one_shot\n");
    for (Kit.Voice voice : kit.voices()) {
      append(text, voice);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Kit.Voice voice) {
    KitPad pad = voice.pad();
    text.append("\n// ").append(pad.name().replace('\n', ' ')).append("\n<group>\n");
    line(text, "key=%d volume=%.2f pan=%.1f", pad.midiNote(), decibels(pad), 100 * pad.pan());
    if (pad.chokeGroup() > 0) {
      line(text, "group=%d off_by=%d", pad.chokeGroup(), pad.chokeGroup());
    }
    for (Kit.Sample sample : voice.samples()) {
      text.append("<region> sample=").append(sample.file());
      line(
          text,
          " lovel=%d hivel=%d%s",
          sample.lowVelocity(voice.layers()),
          sample.highVelocity(voice.layers()),
          turn(voice, sample));
    }
  }

  private static String turn(Kit.Voice voice, Kit.Sample sample) {
    return voice.rounds() == 1
        ? ""
        : " seq_length=%d seq_position=%d".formatted(voice.rounds(), sample.round() + 1);
  }

  private static double decibels(KitPad pad) {
    return Math.max(-144, 20 * Math.log10(pad.level()));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
