package timbrel.studio.exports;

import java.util.Map;

/// The `drumkit.xml` of a Hydrogen drum kit, as its schema `drumkit.xsd` (Hydrogen 1.2) asks.
final class HydrogenXml {
  private static final String NAMESPACE = "http://www.hydrogen-music.org/drumkit";

  private HydrogenXml() {}

  static String text(Kit kit) {
    Xml xml = new Xml().open("drumkit_info", Map.of("xmlns", NAMESPACE));
    xml.leaf("name", kit.name())
        .leaf("author", "Timbrel")
        .leaf("info", kit.credits())
        .leaf("license", "see CREDITS.txt")
        .leaf("image", "")
        .leaf("imageLicense", "");
    xml.open("componentList").open("drumkitComponent");
    xml.leaf("id", 0).leaf("name", "Main").leaf("volume", 1).close().close();
    xml.open("instrumentList");
    for (int i = 0; i < kit.voices().size(); i++) {
      instrument(xml, i, kit.voices().get(i));
    }
    return xml.close().close().text();
  }

  private static void instrument(Xml xml, int id, Kit.Voice voice) {
    KitPad pad = voice.pad();
    xml.open("instrument").leaf("id", id).leaf("name", pad.name()).leaf("volume", pad.level());
    xml.leaf("isMuted", "false").leaf("isSoloed", "false").leaf("pan", pad.pan());
    xml.leaf("pitchOffset", 0).leaf("randomPitchFactor", 0).leaf("gain", 1);
    xml.leaf("applyVelocity", "true").leaf("filterActive", "false");
    xml.leaf("filterCutoff", 1).leaf("filterResonance", 0);
    xml.leaf("Attack", 0).leaf("Decay", 0).leaf("Sustain", 1).leaf("Release", 1000);
    xml.leaf("muteGroup", pad.chokeGroup() > 0 ? pad.chokeGroup() : -1);
    xml.leaf("midiOutChannel", -1).leaf("midiOutNote", pad.midiNote());
    xml.leaf("isStopNote", "false");
    xml.leaf("sampleSelectionAlgo", voice.rounds() > 1 ? "ROUND_ROBIN" : "VELOCITY");
    xml.leaf("isHihat", -1).leaf("lower_cc", 0).leaf("higher_cc", 127);
    for (int effect = 1; effect <= 4; effect++) {
      xml.leaf("FX%dLevel".formatted(effect), 0);
    }
    xml.open("instrumentComponent").leaf("component_id", 0).leaf("gain", 1);
    voice.samples().forEach(sample -> layer(xml, voice, sample));
    xml.close().close();
  }

  private static void layer(Xml xml, Kit.Voice voice, Kit.Sample sample) {
    xml.open("layer").leaf("filename", sample.file());
    xml.leaf("min", (double) sample.layer() / voice.layers());
    xml.leaf("max", (sample.layer() + 1.0) / voice.layers());
    xml.leaf("gain", 1).leaf("pitch", 0).close();
  }
}
