package timbrel.studio.exports;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A `.dspreset` of Decent Sampler: a group for each pad, a sample for each sound.
final class DecentSamplerXml {
  private DecentSamplerXml() {}

  static String text(Kit kit) {
    Xml xml = new Xml().open("DecentSampler", Map.of("minVersion", "1.6.0"));
    xml.open("groups", Map.of("ampVelTrack", "1", "trigger", "attack"));
    kit.voices().forEach(voice -> group(xml, voice));
    return xml.close().close().text();
  }

  private static void group(Xml xml, Kit.Voice voice) {
    KitPad pad = voice.pad();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", Xml.allowed(pad.name()));
    attributes.put("volume", number(pad.level()));
    attributes.put("pan", number(100 * pad.pan()));
    if (voice.rounds() > 1) {
      attributes.put("seqMode", "round_robin");
      attributes.put("seqLength", Integer.toString(voice.rounds()));
    }
    if (pad.chokeGroup() > 0) {
      attributes.put("tags", "choke" + pad.chokeGroup());
      attributes.put("silencedByTags", "choke" + pad.chokeGroup());
      attributes.put("silencingMode", "fast");
    }
    xml.open("group", attributes);
    voice.samples().forEach(sample -> sample(xml, voice, sample));
    xml.close();
  }

  private static void sample(Xml xml, Kit.Voice voice, Kit.Sample sample) {
    String note = Integer.toString(voice.pad().midiNote());
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("path", "Samples/" + sample.file());
    attributes.put("rootNote", note);
    attributes.put("loNote", note);
    attributes.put("hiNote", note);
    attributes.put("loVel", Integer.toString(sample.lowVelocity(voice.layers())));
    attributes.put("hiVel", Integer.toString(sample.highVelocity(voice.layers())));
    if (voice.rounds() > 1) {
      attributes.put("seqPosition", Integer.toString(sample.round() + 1));
    }
    xml.open("sample", attributes).close();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
