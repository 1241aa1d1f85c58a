package timbrel.studio.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/// What the tests do with the page.
final class StudioPage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path PICTURES = Path.of("target", "pictures");

  final ChromeDriver chrome;
  private final String address;

  StudioPage(String address, int width, int height) {
    this.address = address;
    chrome = Chromium.start(width, height);
  }

  /// Opens a view and waits until it can be played.
  StudioPage open(String view) {
    chrome.get(address + "#" + view);
    until("return document.body.dataset.ready === 'true' && timbrel.pads.isReady");
    return this;
  }

  /// Waits until the script returns true.
  void until(String script) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.TRUE.equals(chrome.executeScript(script))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never became true: " + script);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Object script(String script, Object... arguments) {
    return chrome.executeScript(script, arguments);
  }

  double number(String script) {
    return ((Number) chrome.executeScript("return " + script)).doubleValue();
  }

  String text(String css) {
    return chrome.findElement(By.cssSelector(css)).getText();
  }

  WebElement find(String css) {
    return chrome.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return chrome.findElements(By.cssSelector(css));
  }

  /// The button or link with that text, brought to the middle of the window.
  WebElement button(String text) {
    return centred(
        chrome.findElement(
            By.xpath(
                "//button[normalize-space()='"
                    + text
                    + "'] | //a[normalize-space()='"
                    + text
                    + "']")));
  }

  void click(String css) {
    centred(find(css)).click();
  }

  /// Away from the status line, as a person would scroll.
  private WebElement centred(WebElement element) {
    chrome.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    return element;
  }

  void theme(String theme) {
    if (!theme.equals(script("return document.documentElement.dataset.theme"))) {
      find("#theme").click();
    }
  }

  /// Keeps a picture of what is to be seen, in both themes: `target/pictures/NAME-dark.png`.
  void picture(String name) {
    for (String theme : List.of("dark", "light")) {
      theme(theme);
      script("window.scrollTo(0, 0); document.activeElement?.blur()");
      script(
          "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
      try {
        Files.createDirectories(PICTURES);
        Files.write(
            PICTURES.resolve(name + "-" + theme + ".png"),
            chrome.getScreenshotAs(OutputType.BYTES));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// What the page complained of, policies that were broken included.
  void assertNoComplaints() {
    List<String> complaints =
        chrome.manage().logs().get(LogType.BROWSER).getAll().stream()
            .map(Object::toString)
            .filter(line -> line.contains("SEVERE"))
            .toList();
    assertEquals(List.of(), complaints);
  }

  @Override
  public void close() {
    chrome.quit();
  }
}
