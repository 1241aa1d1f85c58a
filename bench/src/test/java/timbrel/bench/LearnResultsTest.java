package timbrel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import timbrel.bench.LearnResults.Result;

class LearnResultsTest {
  private static final Result FEW = new Result(20, 2, "starter", 3.5, 1841, 0.75, 12.5, 0.9);
  private static final Result MORE = new Result(100, 10, "none", 11.5, 2600, 0.25, 80, 0.5);

  @Test
  void whatHasBeenMeasuredIsKnownAgain(@TempDir Path folder) throws IOException {
    LearnResults.in(folder, "64 hits").add(FEW);
    LearnResults again = LearnResults.in(folder, "64 hits");
    assertTrue(again.has(20, 2, "starter"));
    assertFalse(again.has(20, 2, "none"));
    assertFalse(again.has(20, 10, "starter"));
    again.add(MORE);
    assertTrue(LearnResults.in(folder, "64 hits").has(100, 10, "none"));
    assertTrue(Files.readString(folder.resolve("results.svg")).contains("100 sounds"));
  }

  @Test
  void whatWasMeasuredOtherwiseIsNotMixedIn(@TempDir Path folder) throws IOException {
    LearnResults.in(folder, "64 hits").add(FEW);
    assertThrows(IOException.class, () -> LearnResults.in(folder, "16 hits"));
  }

  @Test
  void aLineThatAKillCutOffIsNamed(@TempDir Path folder) throws IOException {
    LearnResults.in(folder, "64 hits").add(FEW);
    Files.writeString(folder.resolve("results.csv"), "100,10,no", StandardOpenOption.APPEND);
    IOException e = assertThrows(IOException.class, () -> LearnResults.in(folder, "64 hits"));
    assertTrue(e.getMessage().contains("100,10,no"), e.getMessage());
  }

  @Test
  void theDrawingIsXmlWithALineForEachNumberOfSoundsAndStart() throws Exception {
    String svg = new LearnCurves(List.of(FEW, MORE)).svg();
    try (InputStream in = new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))) {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
      assertEquals(2, document.getElementsByTagName("polyline").getLength());
    }
  }
}
