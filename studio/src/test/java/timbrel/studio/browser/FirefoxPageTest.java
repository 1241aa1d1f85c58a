package timbrel.studio.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.studio.http.StudioServer;
import timbrel.studio.runs.Launcher;
import timbrel.studio.workspace.Workspace;

/// What could differ in another browser than the one of all other tests: sound, keys and layout.
class FirefoxPageTest {
  @TempDir static Path folder;
  private static NullSound sound;
  private static StudioServer server;
  private static Firefox firefox;

  @BeforeAll
  static void start() throws IOException {
    Firefox.require();
    NullSound.require();
    Path run = Files.createDirectory(folder.resolve("sound"));
    sound = NullSound.start(run);
    server =
        StudioServer.start(
            Workspace.open(folder.resolve("work")),
            new Launcher(List.of()),
            0,
            Throwable::printStackTrace);
    firefox = opened("profile", run);
    firefox.script(
        "timbrel.heard = []; timbrel.pads.addEventListener('hit', e =>"
            + " timbrel.heard.push({delay: e.delay, seed: String(e.header.seed)})); null");
  }

  private static Firefox opened(String profile, Path run) throws IOException {
    Firefox browser = Firefox.start(Files.createDirectory(folder.resolve(profile)), run);
    try {
      browser.resize(1100, 820);
      browser.open(server.address() + "#play");
      browser.until("document.body.dataset.ready === 'true' && timbrel.pads.isReady");
      return browser;
    } catch (RuntimeException | Error e) {
      browser.close();
      throw e;
    }
  }

  @AfterAll
  static void stop() {
    if (firefox != null) {
      firefox.close();
    }
    if (server != null) {
      server.close();
    }
    if (sound != null) {
      sound.close();
    }
  }

  @Test
  void aKeySoundsAndEveryHitIsNew() throws IOException {
    for (int i = 1; i <= 12; i++) {
      firefox.press("1");
      firefox.until("timbrel.heard.length >= " + i);
    }
    assertEquals(12, firefox.number("new Set(timbrel.heard.map(hit => hit.seed)).size"));
    double p95 =
        firefox.number(
            "(d => d.sort((a, b) => a - b)[Math.floor(0.95 * d.length)])"
                + "(timbrel.heard.slice(1).map(hit => hit.delay).filter(d => d !== null))");
    System.out.printf("pad to audio thread in Firefox: p95 %.0f ms%n", p95);
    assertTrue(p95 >= 0, "no hit was pressed and heard");
    firefox.picture(Path.of("target", "pictures", "firefox.png"));
    assertEquals(List.of(), firefox.complaints());
  }

  @Test
  void everyViewFitsIntoAnyWidth() {
    for (String view : List.of("play", "learn", "explore", "inside", "takeaway", "passport")) {
      firefox.script("location.hash = '#" + view + "'; null");
      firefox.until("document.body.dataset.view === '" + view + "'");
      for (int width : List.of(360, 1100, 2560)) {
        firefox.resize(width, 820);
        double tooWide = firefox.number("document.documentElement.scrollWidth - innerWidth");
        assertTrue(tooWide <= 0, view + " at " + width + " is too wide by " + tooWide);
      }
    }
    assertEquals(List.of(), firefox.complaints());
  }

  @Test
  void aBrowserWithoutALoudspeakerIsSaidToHaveNone() throws IOException {
    try (Firefox deaf = opened("deaf", Files.createDirectory(folder.resolve("nothing")))) {
      deaf.press("1");
      deaf.until("/no loudspeaker/.test(document.getElementById('sound-status').textContent)");
    }
  }
}
