package timbrel.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.logging.LogType;
import timbrel.instrument.Instrument;
import timbrel.studio.browser.StudioPage;

/// From a folder that is dropped on the page to an instrument that is played, with everything that
/// may happen on the way. The chapters follow on one another.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LearnStoryTest {
  private static final String RUN = "document.querySelector('.run:last-child')";

  @TempDir static Path folder;
  private static StudioProcess studio;
  private static StudioPage page;

  @BeforeAll
  static void open() {
    studio = new StudioProcess(folder, folder.resolve("Timbrel"));
    page = new StudioPage(() -> studio.start().address(), 1100, 820);
    page.open("learn");
  }

  @AfterAll
  static void close() {
    if (page == null) {
      return;
    }
    try {
      page.script(
          "return fetch('/api/v1/runs').then(r => r.json()).then(runs => Promise.all(runs.map("
              + "run => fetch('/api/v1/runs/' + run.id, {method: 'DELETE'}))))");
    } finally {
      page.close();
      studio.kill();
    }
  }

  /// As by hand: the browser is told that files are dragged over the page and let go.
  private static void drop(Path dropped) {
    Map<?, ?> box =
        (Map<?, ?>)
            page.script("return document.querySelector('.big-drop').getBoundingClientRect()");
    double x = ((Number) box.get("x")).doubleValue() + 40;
    double y = ((Number) box.get("y")).doubleValue() + 20;
    Map<String, Object> data =
        Map.of("items", List.of(), "files", List.of(dropped.toString()), "dragOperationsMask", 1);
    for (String type : List.of("dragEnter", "dragOver", "drop")) {
      page.chrome.executeCdpCommand(
          "Input.dispatchDragEvent", Map.of("type", type, "x", x, "y", y, "data", data));
    }
  }

  private static void awaitRun(String state) {
    page.until("return " + RUN + "?.dataset.state === '" + state + "'");
  }

  /// Until training has begun: the losses of the first step are there.
  private static void awaitLearning() {
    awaitRun("running");
    page.until("return / \\d/.test(" + RUN + ".querySelector(':scope > .hint').textContent)");
  }

  private static String table() {
    return page.text(".sounds");
  }

  @Test
  @Order(1)
  void thirtyDroppedSoundsAreTakenAndTheThreeThatAreNoneAreRefusedWithAReason() {
    drop(Drums.folder(folder));
    page.until(
        "return /30 sounds to learn from/.test(document.querySelector('.summary').textContent)");
    assertEquals("30 sounds to learn from, 3 refused.", page.text(".summary"));
    page.button("Refused").click();
    String refused = table();
    assertTrue(refused.matches("(?s).*film.mp4.*refused: \\S.*"), refused);
    assertTrue(refused.matches("(?s).*shopping list.wav.*refused: \\S.*"), refused);
    assertTrue(refused.contains("2.0 GB: at most 512.0 MB each (not sent)"), refused);
    page.button("All").click();
    Object classes =
        page.script(
            "return [...new Set([...document.querySelectorAll('.sounds tbody input[type=text]')]"
                + ".map(input => input.value))].sort()");
    assertEquals(List.of("hat-closed", "kick", "snare"), classes);
    page.picture("studio-sounds");
    page.assertNoComplaints();
  }

  @Test
  @Order(2)
  void aRunIsWatchedInTwoPagesAndAfterAReload() {
    page.button("Start learning").click();
    awaitLearning();
    page.chrome.navigate().refresh();
    page.until("return document.body.dataset.ready === 'true'");
    awaitLearning();
    String first = page.chrome.getWindowHandle();
    page.chrome.switchTo().newWindow(WindowType.TAB);
    page.chrome.get(studio.address() + "#learn");
    awaitLearning();
    page.chrome.close();
    page.chrome.switchTo().window(first);
  }

  @Test
  @Order(3)
  void aRunThatIsPausedWaitsAndGoesOnWhileAnotherStaysInTheQueue() {
    page.button("Pause").click();
    awaitRun("paused");
    page.button("Resume").click();
    awaitRun("running");
    page.until("return timbrel.pads.isReady");
    page.button("Start learning").click();
    page.until("return document.querySelector('.run[data-state=queued]') !== null");
    page.script("document.querySelector('.run[data-state=queued] .danger').click()");
    page.until("return document.querySelectorAll('.run').length === 1");
    awaitLearning();
    page.picture("studio-learning");
  }

  @Test
  @Order(4)
  void aStudioThatIsKilledFindsItsRunAgainAndThePageFindsTheStudio() {
    studio.kill();
    page.until("return !timbrel.live.isOpen");
    studio.start();
    page.until("return timbrel.live.isOpen");
    awaitLearning();
    page.chrome.manage().logs().get(LogType.BROWSER); // of the time when nobody answered
  }

  @Test
  @Order(5)
  void whatIsLearntSoFarBecomesAnInstrumentWithExamplesToHear() throws IOException {
    page.button("Finish now").click();
    awaitRun("done");
    page.until("return document.querySelectorAll('.examples .chip').length > 6");
    String examples = page.text(".examples").toLowerCase(java.util.Locale.ROOT);
    assertTrue(examples.contains("new kick") && examples.contains("recording 1"), examples);
    page.script(
        "window.played = 0; timbrel.sound.addEventListener('played', () => window.played++)");
    page.script("document.querySelector('.examples .chip').click()");
    page.until("return window.played > 0");
    page.picture("studio-learnt");
    try (var files = Files.list(folder.resolve("Timbrel").resolve("instruments"))) {
      Path file = files.filter(f -> f.toString().endsWith(".timbrel")).findFirst().orElseThrow();
      assertEquals(
          List.of("hat-closed", "kick", "snare"),
          Instrument.open(file.toString()).card().classes());
    }
  }

  @Test
  @Order(6)
  void theInstrumentIsPlayedAndHeardOnTheAudioThread() {
    page.button("Play it").click();
    page.until("return timbrel.kit.instrument !== 'starter' && timbrel.pads.isReady");
    page.script(
        "window.heard = []; timbrel.pads.addEventListener('hit', e => heard.push("
            + "{delay: e.delay, class: e.header.class, loud: Math.max(...e.samples.map(Math.abs))}))");
    page.all(".pad").getFirst().click();
    page.until("return heard.length > 0");
    assertEquals(true, page.script("return timbrel.kit.classes.includes(heard[0].class)"));
    assertTrue(page.number("heard[0].loud") > 0.01);
    assertTrue(page.number("heard[0].delay") >= 0);
    page.assertNoComplaints();
  }
}
