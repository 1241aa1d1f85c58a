package timbrel.studio.exports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import timbrel.audio.Sound;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.play.HitWish;
import timbrel.studio.play.WavBytes;

class KitFormatTest {
  private static final Path SCHEMA = Path.of("/usr/share/hydrogen/data/xsd/drumkit.xsd");
  private static final Kit KIT =
      new Kit(
          "My <kit> & co",
          "credits of \"somebody\" \u0001",
          List.of(voice("kick", 36, 0, 3, 2), voice("Hat/closed <&>", 42, 1, 1, 1)));

  private static Kit.Voice voice(String name, int note, int choke, int layers, int rounds) {
    HitWish wish = new HitWish(Map.of(), Map.of(), 0.5, OptionalDouble.empty(), 1);
    KitPad pad = new KitPad(name, wish, layers * rounds == 1, 0.8, -0.5, choke, note);
    List<Kit.Sample> samples = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      for (int round = 0; round < rounds; round++) {
        String file = "%d-v%d-r%d.wav".formatted(note, layer + 1, round + 1);
        float[] tone = {0, 0.1f * (layer + 1), -0.1f * (round + 1), 0};
        samples.add(new Kit.Sample(layer, round, file, new Sound(tone, 44_100)));
      }
    }
    return new Kit.Voice(pad, samples, layers, rounds);
  }

  private static Map<String, byte[]> written(KitFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(KIT, out);
    return format == KitFormat.HYDROGEN ? untar(out.toByteArray()) : unzip(out.toByteArray());
  }

  private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes));
    for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
      files.put(e.getName(), zip.readAllBytes());
    }
    return files;
  }

  /// Reads with the offsets of POSIX.1-1988, checksums included.
  private static Map<String, byte[]> untar(byte[] bytes) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes));
    for (byte[] header = in.readNBytes(512); header[0] != 0; header = in.readNBytes(512)) {
      int size = Integer.parseInt(text(header, 124, 11), 8);
      int wanted = Integer.parseInt(text(header, 148, 6), 8);
      int sum = 0;
      for (int i = 0; i < header.length; i++) {
        sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xFF;
      }
      assertEquals(wanted, sum);
      assertEquals("ustar", text(header, 257, 5));
      files.put(text(header, 0, 100).replace("\0", ""), in.readNBytes(size));
      in.skipNBytes((512 - size % 512) % 512);
    }
    return files;
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.US_ASCII);
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyFormatHoldsEverySoundAndTheCredits() throws Exception {
    for (KitFormat format : KitFormat.values()) {
      Map<String, byte[]> files = written(format);
      assertEquals(7, files.keySet().stream().filter(name -> name.endsWith(".wav")).count());
      String credits =
          files.keySet().stream().filter(n -> n.endsWith("CREDITS.txt")).findFirst().orElseThrow();
      assertTrue(text(files, credits).contains("somebody"));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        if (file.getKey().endsWith(".wav")) {
          assertEquals(4, WavBytes.read(file.getValue()).frames());
        }
      }
    }
  }

  @Test
  void theSameKitGivesTheSameBytes() throws IOException {
    for (KitFormat format : KitFormat.values()) {
      ByteArrayOutputStream first = new ByteArrayOutputStream();
      ByteArrayOutputStream second = new ByteArrayOutputStream();
      format.write(KIT, first);
      format.write(KIT, second);
      assertArrayEquals(first.toByteArray(), second.toByteArray());
    }
  }

  @Test
  void sfzCoversAllVelocitiesOnceAndTakesTurns() throws IOException {
    Map<String, byte[]> files = written(KitFormat.SFZ);
    String sfz = text(files, "My <kit> & co/My <kit> & co.sfz");
    List<String> regions = sfz.lines().filter(line -> line.startsWith("<region>")).toList();
    assertEquals(7, regions.size());
    assertEquals(
        "<region> sample=36-v1-r1.wav lovel=1 hivel=42 seq_length=2 seq_position=1",
        regions.getFirst());
    assertTrue(regions.get(2).contains("lovel=43 hivel=84"));
    assertTrue(regions.get(5).contains("lovel=85 hivel=127 seq_length=2 seq_position=2"));
    assertTrue(regions.get(6).endsWith("lovel=1 hivel=127"));
    assertTrue(sfz.contains("group=1 off_by=1"));
    for (String region : regions) {
      String sample = region.replaceAll(".*sample=(\\S+).*", "$1");
      assertTrue(files.containsKey("My <kit> & co/samples/" + sample), sample);
    }
  }

  @Test
  void hydrogensOwnSchemaAcceptsTheKit() throws Exception {
    Assumptions.assumeTrue(
        Files.isReadable(SCHEMA), "no schema of Hydrogen: apt-get install hydrogen-data");
    String text = text(written(KitFormat.HYDROGEN), "my-kit-co/drumkit.xml");
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(SCHEMA.toFile())
        .newValidator()
        .validate(new StreamSource(new java.io.StringReader(text)));
  }

  @Test
  void hydrogenFindsItsFilesInOneFolder() throws Exception {
    Map<String, byte[]> files = written(KitFormat.HYDROGEN);
    NodeList names = xml(text(files, "my-kit-co/drumkit.xml")).getElementsByTagName("filename");
    assertEquals(7, names.getLength());
    for (int i = 0; i < names.getLength(); i++) {
      assertTrue(files.containsKey("my-kit-co/" + names.item(i).getTextContent()));
    }
  }

  @Test
  void decentSamplerCoversAllVelocitiesAndFindsItsFiles() throws Exception {
    Map<String, byte[]> files = written(KitFormat.DECENTSAMPLER);
    String preset = text(files, "My <kit> & co/My <kit> & co.dspreset");
    NodeList samples = xml(preset).getElementsByTagName("sample");
    assertEquals(7, samples.getLength());
    Element last = (Element) samples.item(5);
    assertEquals("127", last.getAttribute("hiVel"));
    assertEquals("2", last.getAttribute("seqPosition"));
    for (int i = 0; i < samples.getLength(); i++) {
      String path = ((Element) samples.item(i)).getAttribute("path");
      assertTrue(files.containsKey("My <kit> & co/" + path), path);
    }
  }

  private static JsonRequest plan(String name, String format, int layers) {
    String json =
        "{'name': '%s', 'instrument': 'starter', 'format': '%s', 'layers': %d, 'rounds': 8, 'pads': ["
            + "{'name': 'a', 'hit': {'seed': 1}},".repeat(15)
            + "{'name': 'b', 'hit': {'seed': 1}}]}";
    return JsonRequest.parse(json.formatted(name, format, layers).replace('\'', '"'));
  }

  @Test
  void plansThatMakeNoSenseAreRefused() {
    assertEquals(128, KitPlan.read(plan("Kit", "sfz", 1)).sounds());
    assertThrows(BadRequestException.class, () -> KitPlan.read(plan("../Kit", "sfz", 1)));
    assertThrows(BadRequestException.class, () -> KitPlan.read(plan("Kit", "exe", 1)));
    assertThrows(BadRequestException.class, () -> KitPlan.read(plan("Kit", "sfz", 8)));
    assertThrows(BadRequestException.class, () -> KitPlan.read(plan("Kit", "sfz", 0)));
  }
}
