package timbrel.control.osc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages and bundles as bytes.
class OscCodecTest {
  /// The two examples of the specification, section "Examples", as they are printed there.
  private static final byte[] OSCILLATOR =
      hex("2f6f7363 696c6c61 746f722f 342f6672 65717565 6e637900 2c660000 43dc0000");

  private static final byte[] FOO =
      hex(
          "2f666f6f 00000000 2c696973 66660000 000003e8 ffffffff 68656c6c 6f000000 3f9df3b6"
              + " 40b5b22d");

  private final OscMessage message = new OscMessage();
  private final OscWriter writer = new OscWriter(1000);

  @Test
  void theFirstExampleOfTheSpecificationIsRead() {
    assertEquals(OscFault.NONE, wrap(OSCILLATOR));
    assertEquals("/oscillator/4/frequency", message.address());
    assertEquals(1, message.arguments());
    assertEquals(440, message.number(0));
  }

  @Test
  void theSecondExampleOfTheSpecificationIsRead() {
    assertEquals(OscFault.NONE, wrap(FOO));
    assertEquals("/foo", message.address());
    assertEquals(1000, message.number(0));
    assertEquals(-1, message.number(1));
    assertEquals("hello", message.text(2));
    assertEquals(1.234f, message.number(3));
    assertEquals(5.678f, message.number(4));
  }

  @Test
  void theExamplesOfTheSpecificationAreWritten() {
    writer.beginMessage(OscWriter.text("/oscillator/4/frequency"), OscWriter.text(",f"));
    writer.float32(440);
    assertArrayEquals(OSCILLATOR, written());

    writer.beginMessage(OscWriter.text("/foo"), OscWriter.text(",iisff"));
    writer.int32(1000);
    writer.int32(-1);
    writer.string(OscWriter.text("hello"));
    writer.float32(1.234f);
    writer.float32(5.678f);
    assertArrayEquals(FOO, written());
  }

  @Test
  void everyTypeIsReadAsItWasWritten() {
    writer.beginMessage(OscWriter.text("/all"), OscWriter.text(",ifsbhtdScrm[TF[N]]I"));
    writer.int32(-7);
    writer.float32(0.5f);
    writer.string(OscWriter.text("drei"));
    writer.blob(new byte[] {1, 2, 3, 4, 5});
    writer.int64(Long.MIN_VALUE);
    writer.int64(0x1234_5678_9ABC_DEF0L);
    writer.float64(Math.PI);
    writer.string(OscWriter.text("symböl"));
    writer.int32('x');
    writer.int32(0x1122_33FF);
    writer.int32(0x0090_2440);
    assertEquals(OscFault.NONE, wrap(written()));

    assertEquals(15, message.arguments());
    assertEquals(-7, message.number(0));
    assertEquals(0.5, message.number(1));
    assertEquals("drei", message.text(2));
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, message.blob(3));
    assertEquals(Long.MIN_VALUE, message.bits64(4));
    assertEquals(0x1234_5678_9ABC_DEF0L, message.bits64(5));
    assertEquals(Math.PI, message.number(6));
    assertEquals("symböl", message.text(7));
    assertEquals('x', message.bits32(8));
    assertEquals(0x1122_33FF, message.bits32(9));
    assertEquals(0x0090_2440, message.bits32(10));
    assertEquals(1, message.number(11));
    assertEquals(0, message.number(12));
    assertEquals('N', message.type(13));
    assertEquals('I', message.type(14));
  }

  @Test
  void aMessageWithoutTypeTagsHasNoArguments() {
    assertEquals(OscFault.NONE, wrap(new OscBytes().text("/ping").bytes()));
    assertEquals(0, message.arguments());
  }

  static Stream<Arguments> broken() {
    byte[] deep = OscBytes.bundle(1).bytes();
    for (int i = 0; i < OscPacket.MAX_DEPTH; i++) {
      deep = OscBytes.bundle(1).element(deep).bytes();
    }
    String many = "," + "T".repeat(OscMessage.MAX_ARGUMENTS + 1);
    return Stream.of(
        Arguments.of(OscFault.EMPTY, new byte[0]),
        Arguments.of(OscFault.NOT_ALIGNED, hex("2f61 0000 00")),
        Arguments.of(OscFault.NO_ADDRESS, new OscBytes().text("a").bytes()),
        Arguments.of(OscFault.UNTERMINATED_STRING, hex("2f616263")),
        Arguments.of(OscFault.BAD_PADDING, hex("2f610001")),
        Arguments.of(OscFault.NO_TYPE_TAGS, OscBytes.message("/a", "f").float32(1).bytes()),
        Arguments.of(OscFault.UNKNOWN_TYPE_TAG, OscBytes.message("/a", ",q").int32(1).bytes()),
        Arguments.of(OscFault.UNBALANCED_ARRAY, OscBytes.message("/a", ",[i").int32(1).bytes()),
        Arguments.of(OscFault.UNBALANCED_ARRAY, OscBytes.message("/a", ",]T[").bytes()),
        Arguments.of(OscFault.TOO_MANY_ARGUMENTS, OscBytes.message("/a", many).bytes()),
        Arguments.of(OscFault.CUT_OFF, OscBytes.message("/a", ",ff").float32(1).bytes()),
        Arguments.of(OscFault.CUT_OFF, OscBytes.message("/a", ",d").float32(1).bytes()),
        Arguments.of(OscFault.TRAILING_BYTES, OscBytes.message("/a", ",T").int32(1).bytes()),
        Arguments.of(OscFault.BAD_BLOB_SIZE, OscBytes.message("/a", ",b").int32(-1).bytes()),
        Arguments.of(OscFault.BAD_BLOB_SIZE, OscBytes.message("/a", ",b").int32(5).bytes()),
        Arguments.of(OscFault.BAD_ELEMENT_SIZE, OscBytes.bundle(1).int32(0).bytes()),
        Arguments.of(OscFault.BAD_ELEMENT_SIZE, OscBytes.bundle(1).int32(8).int32(0).bytes()),
        Arguments.of(OscFault.BAD_ELEMENT_SIZE, OscBytes.bundle(1).int32(-4).bytes()),
        Arguments.of(OscFault.BAD_ELEMENT_SIZE, OscBytes.bundle(1).int32(1 << 31).bytes()),
        Arguments.of(OscFault.NESTED_TOO_DEEPLY, deep));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenPacketIsNamedAsWhatItIs(OscFault fault, byte[] packet) {
    List<String> delivered = new ArrayList<>();
    assertEquals(fault, read(packet, delivered));
    assertEquals(List.of(), delivered);
  }

  @Test
  void messagesOfABundleComeWithTheTimeOfTheInnermostBundle() {
    byte[] inner =
        OscBytes.bundle(77).element(OscBytes.message("/b", ",i").int32(2).bytes()).bytes();
    byte[] outer =
        OscBytes.bundle(5)
            .element(OscBytes.message("/a", ",i").int32(1).bytes())
            .element(inner)
            .element(OscBytes.message("/c", ",i").int32(3).bytes())
            .bytes();
    List<String> delivered = new ArrayList<>();
    assertEquals(OscFault.NONE, read(outer, delivered));
    assertEquals(List.of("/a 5", "/b 77", "/c 5"), delivered);
  }

  @Test
  void ofABrokenBundleNothingIsDelivered() {
    byte[] bundle =
        OscBytes.bundle(1)
            .element(OscBytes.message("/a", ",T").bytes())
            .element(OscBytes.message("/b", ",f").bytes())
            .bytes();
    List<String> delivered = new ArrayList<>();
    assertEquals(OscFault.CUT_OFF, read(bundle, delivered));
    assertEquals(List.of(), delivered);
  }

  @Test
  void aWrittenBundleIsReadBack() {
    writer.beginBundle(1);
    writer.beginMessage(OscWriter.text("/a"), OscWriter.text(",i"));
    writer.int32(1);
    writer.beginMessage(OscWriter.text("/bc"), OscWriter.text(",N"));
    List<String> delivered = new ArrayList<>();
    assertEquals(OscFault.NONE, read(written(), delivered));
    assertEquals(List.of("/a 1", "/bc 1"), delivered);
  }

  /// Whatever arrives is a message or a fault, and every question about a message has an answer.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void flippedBytesAreReadOrNamed(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] whole =
        OscBytes.bundle(1)
            .element(FOO)
            .element(OscBytes.bundle(9).element(OSCILLATOR).bytes())
            .element(OscBytes.message("/blob", ",bs").int32(3).int32(0x0102_0300).text("x").bytes())
            .bytes();
    int sound = 0;
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] packet = whole.clone();
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(packet.length) : packet.length;
      ByteBuffer buffer = ByteBuffer.wrap(packet, 0, length);
      if (new OscPacket().read(buffer, (m, time) -> askEverything(m)) == OscFault.NONE) {
        sound++;
      }
    }
    assertTrue(sound > 100 && sound < 19_000, sound + " sound");
  }

  private static void askEverything(OscMessage m) {
    m.address();
    for (int i = 0; i < m.arguments(); i++) {
      if (m.isNumber(i)) {
        m.number(i);
      } else if (m.isText(i)) {
        m.text(i);
      } else if (m.type(i) == 'b') {
        m.blob(i);
      }
    }
  }

  @Test
  void timeTagsAreSecondsSince1900() {
    assertEquals(0, OscTimeTag.nanosSince1970(2_208_988_800L << 32));
    assertEquals(500_000_000, OscTimeTag.nanosSince1970(2_208_988_800L << 32 | 0x8000_0000L));
  }

  /// NTP's first era ends on 7 February 2036, 06:28:16 UTC.
  @Test
  void timeTagsGoOnWhenTheCounterOverflows() {
    long overflow = java.time.Instant.parse("2036-02-07T06:28:16Z").getEpochSecond();
    assertEquals(overflow * 1_000_000_000L, OscTimeTag.nanosSince1970(0));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999_999_999, 1_795_625_400_123_456_789L, 2_600_000_000_000_000_007L})
  void timeTagsKeepNanoseconds(long nanos) {
    assertEquals(nanos, OscTimeTag.nanosSince1970(OscTimeTag.ofNanosSince1970(nanos)));
  }

  private OscFault wrap(byte[] packet) {
    return message.wrap(ByteBuffer.wrap(packet), 0, packet.length);
  }

  private static OscFault read(byte[] packet, List<String> delivered) {
    return new OscPacket()
        .read(ByteBuffer.wrap(packet), (m, time) -> delivered.add(m.address() + " " + time));
  }

  private byte[] written() {
    ByteBuffer packet = writer.finish();
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    writer.clear();
    return bytes;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
