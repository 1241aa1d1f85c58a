package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.Split;
import timbrel.instrument.Instrument;

class EvaluatorTest {
  private static final String HOSTILE = "kick/\"><script src=x>&amp;'\u202e\u0007]]>.wav";
  private static final EvaluationSize TINY =
      new EvaluationSize(3, false, 3, 2, new ClassifierTrainer.Options(1, 2, 1), false, 1, 1, 2);

  @TempDir static Path folder;
  private static Instrument instrument;
  private static Evaluation evaluation;

  @BeforeAll
  static void evaluate() {
    instrument = TinyInstrument.in(folder, "Tiny <one> & \"co\"", true);
    evaluation = evaluated(drums());
  }

  private static Evaluation evaluated(Split split) {
    return new Evaluator(TINY, 5, EvaluationListener.SILENT)
        .withJudge(TinyInstrument.judge())
        .withLosses(
            new LossCurves(
                Map.of(
                    "codec",
                    Map.of(
                        "wave<", List.of(new LossCurves.Value(1, 2), new LossCurves.Value(5, 1))))))
        .evaluate(instrument, split);
  }

  private static Split drums() {
    RandomGenerator random = Drums.random(1);
    List<ImportedSound> training = new ArrayList<>();
    List<ImportedSound> heldOut = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      training.add(sound("kick/" + i + ".wav", "kick", Drums.kick(random)));
      training.add(sound("snare/" + i + ".wav", "snare", Drums.snare(random)));
      training.add(sound("hat/" + i + ".wav", "hat", Drums.hat(random)));
    }
    heldOut.add(sound(HOSTILE, "kick", Drums.kick(random)));
    heldOut.add(sound("snare/a.wav", "snare", Drums.snare(random)));
    heldOut.add(sound("hat/a.wav", "hat", Drums.hat(random)));
    return new Split(training, heldOut);
  }

  private static ImportedSound sound(String id, String soundClass, float[] samples) {
    return new ImportedSound(
        id, Path.of("x"), soundClass, id, id, samples, 0, 0.5, "CC0-1.0", "", false, 0);
  }

  private static Document parsed(String html) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      String xml = html.replaceFirst("<!DOCTYPE html>", "");
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("the page is not well-formed: " + e.getMessage(), e);
    }
  }

  private static List<Element> elements(Document page, String name) {
    NodeList list = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < list.getLength(); i++) {
      elements.add((Element) list.item(i));
    }
    return elements;
  }

  @Test
  void thePageIsWellFormedAndNeedsNothingElse() {
    Document page = parsed(evaluation.html());
    for (String name : List.of("img", "audio")) {
      assertFalse(elements(page, name).isEmpty(), "no " + name);
      for (Element element : elements(page, name)) {
        assertTrue(element.getAttribute("src").startsWith("data:"), name);
      }
    }
    for (String name : List.of("link", "script", "iframe", "object", "a")) {
      assertTrue(elements(page, name).isEmpty(), name);
    }
    String withoutData = evaluation.html().replaceAll("base64,[^\"]*", "");
    assertFalse(withoutData.matches("(?s).*(https?:|url\\(|@import|//).*"));
  }

  @Test
  void fileNamesStayText() {
    Document page = parsed(evaluation.html());
    boolean shown =
        elements(page, "figcaption").stream()
            .anyMatch(caption -> caption.getTextContent().contains("\"><script src=x>&amp;'  ]]>"));
    assertTrue(shown, "the hostile name, with its control characters as spaces");
  }

  @Test
  void everyPictureAndDrawingSaysWhatItShows() {
    Document page = parsed(evaluation.html());
    elements(page, "img").forEach(img -> assertFalse(img.getAttribute("alt").isBlank()));
    elements(page, "svg").forEach(svg -> assertFalse(svg.getAttribute("aria-label").isBlank()));
    elements(page, "audio").forEach(a -> assertFalse(a.getAttribute("aria-label").isBlank()));
    assertTrue(elements(page, "svg").size() >= 1 + 3 + 1 + 7 + 1, "codec, hits, map, knobs, loss");
  }

  @Test
  void theNumbersAreTheSameASecondTime() {
    EvaluationReport again = evaluated(drums()).report();
    JsonObject expected = evaluation.report().toJson();
    JsonObject actual = again.toJson();
    expected.remove("cost"); // speeds and memory are measured
    actual.remove("cost");
    assertEquals(expected, actual);
  }

  @Test
  void whatWasNotMeasuredIsNullInJson() {
    String json = evaluation.report().toJsonText();
    assertFalse(json.contains("NaN") || json.contains("Infinity"));
    assertTrue(JsonParser.parseString(json).getAsJsonObject().has("novelty"));
  }

  @Test
  void theCodecStandsBesideItsRivals() {
    CodecReport codec = evaluation.report().codec();
    List<String> names = codec.versions().stream().map(CodecReport.Version::name).toList();
    assertEquals(
        List.of(
            "Timbrel, 1 of 3 codebooks",
            "Timbrel, 2 of 3 codebooks",
            CodecReport.WHOLE,
            CodecReport.OPUS,
            CodecReport.OPUS_TWICE,
            CodecReport.OPUS_REFERENCE,
            CodecReport.NOISE),
        names);
    assertEquals(3, codec.classes().size());
    assertTrue(codec.distance(CodecReport.OPUS_TWICE).mss() > 0);
  }

  @Test
  void whatRingsStandsBesideOpusToo() {
    PitchReport pitch = evaluation.report().pitch();
    assertEquals(3, pitch.heldOut());
    assertEquals(
        List.of(CodecReport.WHOLE, CodecReport.OPUS, CodecReport.OPUS_REFERENCE),
        List.copyOf(pitch.versions().keySet()));
    assertTrue(pitch.of(CodecReport.WHOLE).sounds() > 0);
    assertEquals(
        pitch.of(CodecReport.WHOLE).sounds(),
        pitch.classes().values().stream()
            .mapToInt(versions -> versions.get(CodecReport.WHOLE).sounds())
            .sum());
    assertTrue(evaluation.report().headline().containsKey("pitch.inTune"));
  }

  @Test
  void everyClassWasAskedFor() {
    EvaluationReport report = evaluation.report();
    assertEquals(6, report.generated().sounds());
    assertEquals(
        TinyInstrument.CLASSES, report.hits().stream().map(ClassComparison::soundClass).toList());
    assertEquals(7, report.knobs().knobs().size());
    assertEquals(3, report.generated().compared());
    assertEquals(
        List.of(0.0, 0.25, 0.5, 0.75, 1.0),
        report.novelty().variation().stream().map(NoveltyReport.Variation::amount).toList());
  }

  @Test
  void theHeadlineHoldsOnlyNumbers() {
    Map<String, Double> headline = evaluation.report().headline();
    assertTrue(headline.containsKey("reconstruction.mss"), headline::toString);
    assertTrue(headline.values().stream().allMatch(Double::isFinite), headline::toString);
    assertEquals(headline, evaluation.summary().headline());
  }

  @Test
  void theTextHasASectionForEachQuestion() {
    String text = evaluation.report().toText();
    for (String question :
        List.of("codec keep", "like drums", "Are they new", "knobs work", "How heavy")) {
      assertTrue(text.contains(question), question);
    }
    assertTrue(text.lines().allMatch(line -> line.length() < 200), text);
  }

  @Test
  void lossySoundsAreLeftOutOfTheCodecsFigures() {
    ImportedSound lossy =
        new ImportedSound(
            "k",
            Path.of("x"),
            "kick",
            "g",
            "g",
            Drums.kick(Drums.random(9)),
            0,
            0.5,
            "",
            "",
            true,
            0);
    EvaluationReport report = evaluated(new Split(drums().training(), List.of(lossy))).report();
    assertEquals(0, report.codec().sounds());
    assertEquals(1, report.subject().heldOutSounds());
  }

  @Test
  void foldersWithNextToNothingInThemHaveAReport() {
    ImportedSound kick = sound("k", "kick", Drums.kick(Drums.random(9)));
    ImportedSound silence = sound("s", "snare", new float[3_000]);
    ImportedSound blink = sound("b", "hat", new float[1]);
    for (Split split :
        List.of(
            new Split(List.of(), List.of()),
            new Split(List.of(kick), List.of()),
            new Split(List.of(), List.of(kick)),
            new Split(List.of(silence, blink), List.of(silence, blink)))) {
      Evaluation sparse = evaluated(split);
      parsed(sparse.html());
      String json = sparse.report().toJsonText();
      assertFalse(json.contains("NaN") || json.contains("Infinity"), json);
      assertFalse(sparse.report().toText().contains("NaN"));
      assertFalse(sparse.html().replaceAll("base64,[^\"]*", "").contains("NaN"));
    }
  }

  @Test
  void anInstrumentWithoutTokenModelHasAReportOfItsCodec() {
    Instrument codecOnly = TinyInstrument.in(folder, "codec only", false);
    Evaluation report =
        new Evaluator(TINY, 5, EvaluationListener.SILENT)
            .withJudge(TinyInstrument.judge())
            .evaluate(codecOnly, drums());
    assertEquals(0, report.report().generated().sounds());
    assertEquals(3, report.report().codec().sounds());
    parsed(report.html());
  }
}
