package timbrel.studio.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WindowType;
import timbrel.instrument.Instrument;
import timbrel.studio.http.StudioServer;
import timbrel.studio.runs.Launcher;
import timbrel.studio.workspace.Workspace;

/// The views beside the one to play in.
class ViewsPageTest {
  @TempDir static Path folder;
  private static StudioServer server;
  private static StudioPage page;

  @BeforeAll
  static void start() {
    server =
        StudioServer.start(
            Workspace.open(folder), new Launcher(List.of()), 0, Throwable::printStackTrace);
    page = new StudioPage(server.address(), 1100, 820);
    page.open("play");
    page.script(
        "timbrel.played = 0; timbrel.sound.addEventListener('played', () => timbrel.played++)");
  }

  @AfterAll
  static void stop() {
    if (page != null) {
      page.close();
    }
    server.close();
  }

  private static void view(String name) {
    page.script("location.hash = '#" + name + "'");
    page.until("return document.body.dataset.view === '" + name + "'");
  }

  @Test
  void aSoundIsTakenApartAndHeardWithoutSomeOfItsCodebooks() {
    view("inside");
    int codebooks = Instrument.open("starter").card().codec().codebooks();
    page.until("return document.querySelectorAll('.codebook').length === " + codebooks);
    page.until("return / s long/.test(document.querySelector('.inside figcaption').textContent)");
    String whole = page.text(".inside figcaption");
    long before = (long) page.number("timbrel.played");
    page.script(
        "const s = document.querySelector('[aria-label=\"Hear codebooks\"]'); s.value = 1;"
            + "s.dispatchEvent(new Event('input'))");
    page.until("return timbrel.played > " + before);
    assertEquals(
        "off",
        page.script("return [...document.querySelectorAll('.codebook select')].at(-1).value"));
    page.button("As it was").click();
    page.until(
        "return document.querySelector('.inside figcaption').textContent === '" + whole + "'");
    String frames = page.text(".inside .hint[role=status]");
    page.button("Repeat").click();
    page.until(
        "return document.querySelector('.inside .hint[role=status]').textContent !== '"
            + frames
            + "'");
    page.button("Undo").click();
    page.picture("studio-inside");
    page.assertNoComplaints();
  }

  @Test
  void aLessonGoesOnAfterAGuessAndLetsHearWhatItTellsOf() {
    view("lessons");
    page.until("return document.querySelector('.question .options button') !== null");
    assertEquals(0, page.number("document.querySelectorAll('.lesson-sound').length"));
    page.all(".question .options button").getFirst().click();
    page.until("return document.querySelectorAll('.lesson-sound audio').length > 2");
    assertEquals("Now see:", page.text(".question [role=status] strong"));
    assertFalse(page.text(".lesson-body").contains("*"), "marks are not for reading");
    page.picture("studio-lessons");
    page.button("Next").click();
    page.until(
        "return document.querySelector('.lesson-body .eyebrow').textContent.includes('2 of')");
    page.assertNoComplaints();
  }

  @Test
  void thePassportNamesDataLicencesEnergyAndQuality() {
    view("passport");
    page.until("return document.querySelectorAll('.passport section').length === 4");
    String text = page.text(".passport");
    for (String word :
        List.of("Sounds of each class", "licence", " Wh", "Credits", "Numbers learnt")) {
      assertTrue(text.contains(word), word + " in " + text);
    }
    page.picture("studio-passport");
  }

  @Test
  void aKitIsMadeAndCanBeSaved() throws Exception {
    view("takeaway");
    page.script("timbrel.kit.pads.forEach((pad, i) => pad.frozen = i + 1)");
    page.all(".format").get(2).click();
    page.until("return document.querySelector('.results a') !== null");
    String link = (String) page.script("return document.querySelector('.results a').href");
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response =
          client.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofByteArray());
      assertEquals(200, response.statusCode());
      assertEquals((byte) 0x1F, response.body()[0]);
      String name = response.headers().firstValue("Content-Disposition").orElse("");
      assertTrue(name.contains("My kit.h2drumkit"), name);
    }
    page.script("timbrel.kit.pads.forEach(pad => pad.frozen = null)");
    page.picture("studio-takeaway");
  }

  @Test
  void theMapShowsSoundsAndPlaysWhatLiesBetweenTwo() {
    view("explore");
    page.until("return document.querySelectorAll('.legend li').length === 15");
    long before = (long) page.number("timbrel.played");
    page.script(
        "const map = document.querySelector('.map'); map.focus();"
            + "for (const key of ['ArrowRight', 'Enter', 'ArrowLeft', 'Enter'])"
            + " map.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))");
    page.until("return timbrel.played > " + before);
    page.until(
        "return document.querySelector('.explore .summary').textContent.startsWith('Between')");
    page.picture("studio-explore");
    page.assertNoComplaints();
  }

  @Test
  void theLearnViewSaysWhatItNeedsAndWhatItDoesNotTake() {
    view("learn");
    page.until("return document.querySelector('.runs').textContent.includes('Nothing')");
    page.until("return document.getElementById('notice').textContent.includes('./timbrel studio')");
    page.script(
        "const files = new DataTransfer();"
            + "files.items.add(new File(['x'], 'holiday.mov')); files.items.add(new File([], 'empty.wav'));"
            + "const input = document.querySelector('.learn input[type=file]'); input.files = files.files;"
            + "input.dispatchEvent(new Event('change'))");
    page.until("return document.querySelectorAll('.sounds tbody tr').length === 2");
    String table = page.text(".sounds");
    assertTrue(table.contains("holiday.mov") && table.contains("not a sound, by its name"), table);
    assertTrue(table.contains("an empty file"), table);
    page.picture("studio-learn");
  }

  /// Measured over what can be seen, not over a list of colours.
  @ParameterizedTest
  @ValueSource(strings = {"play", "learn", "explore", "inside", "passport", "takeaway"})
  void everyTextStandsOutFromItsGroundInBothThemes(String name) throws IOException {
    String measure =
        Files.readString(Path.of("src/test/resources/timbrel/studio/browser/contrast.js"));
    view(name);
    page.until("return document.querySelector('main').textContent.length > 100");
    for (String theme : List.of("dark", "light")) {
      page.theme(theme);
      page.script(
          "document.querySelectorAll('*').forEach(e => e.getAnimations().forEach(a => a.finish()))");
      assertEquals(List.of(), page.script(measure), theme);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"play", "learn", "explore", "inside", "passport", "takeaway"})
  void everyViewFitsAPhoneAndAWideWindow(String name) {
    view(name);
    try {
      for (int width : List.of(360, 2560)) {
        page.resize(width, 800);
        double tooWide = page.number("document.documentElement.scrollWidth - innerWidth");
        page.picture("sizes/" + name + "-" + width);
        assertTrue(tooWide <= 0, tooWide + " pixels too wide at " + width);
      }
    } finally {
      page.resize(1100, 820);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"play", "learn", "explore", "inside", "passport", "takeaway"})
  void everythingThatCanBeUsedHasANameAndIsReachedByKeyboard(String name) {
    view(name);
    Object nameless =
        page.script(
            "return [...document.querySelectorAll('button, a, input, select, canvas[tabindex], [role=tab]')]"
                + ".filter(e => e.checkVisibility() && !e.closest('[aria-hidden=true]'))"
                + ".filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length || e.title))"
                + ".map(e => e.outerHTML)");
    assertEquals(List.of(), nameless);
    Object unreachable =
        page.script(
            "return [...document.querySelectorAll('main button, main a, main input, main select')]"
                + ".filter(e => e.checkVisibility() && !e.disabled && !e.closest('[aria-hidden=true]'))"
                + ".filter(e => e.tabIndex < 0 && !e.closest('[role=grid], [role=tablist]')).map(e => e.outerHTML)");
    assertEquals(List.of(), unreachable);
  }

  @Test
  void twoPagesPlayAtOnce() {
    String first = page.chrome.getWindowHandle();
    page.chrome.switchTo().newWindow(WindowType.TAB);
    page.open("play");
    page.script("window.other = 0; timbrel.pads.addEventListener('hit', () => window.other++)");
    page.script("timbrel.pads.press(0, 1, Date.now()); timbrel.pads.press(1, 1, Date.now())");
    page.until("return window.other >= 2");
    page.chrome.close();
    page.chrome.switchTo().window(first);
    assertTrue((boolean) page.script("return timbrel.live.isOpen"));
  }
}
