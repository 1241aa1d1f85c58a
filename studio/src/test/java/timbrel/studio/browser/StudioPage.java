package timbrel.studio.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/// What the tests do with the page.
public final class StudioPage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path PICTURES = Path.of("target", "pictures");

  public final ChromeDriver chrome;
  private final String address;

  public StudioPage(String address, int width, int height) {
    this(() -> address, width, height);
  }

  /// @param server starts what the page is of, once there is a browser for it, and tells its
  ///   address
  public StudioPage(Supplier<String> server, int width, int height) {
    chrome = Chromium.start(width, height);
    try {
      address = server.get();
    } catch (RuntimeException e) {
      chrome.quit();
      throw e;
    }
  }

  /// Opens a view and waits until it can be played.
  public StudioPage open(String view) {
    chrome.get(address + "#" + view);
    until("return document.body.dataset.ready === 'true' && timbrel.pads.isReady");
    return this;
  }

  /// Waits until the script returns true.
  public void until(String script) {
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

  public Object script(String script, Object... arguments) {
    return chrome.executeScript(script, arguments);
  }

  public double number(String script) {
    return ((Number) chrome.executeScript("return " + script)).doubleValue();
  }

  public String text(String css) {
    return chrome.findElement(By.cssSelector(css)).getText();
  }

  public WebElement find(String css) {
    return chrome.findElement(By.cssSelector(css));
  }

  public List<WebElement> all(String css) {
    return chrome.findElements(By.cssSelector(css));
  }

  /// The button or link with that text, brought to the middle of the window.
  public WebElement button(String text) {
    return centred(
        chrome.findElement(
            By.xpath(
                "//button[normalize-space()='"
                    + text
                    + "'] | //a[normalize-space()='"
                    + text
                    + "']")));
  }

  public void click(String css) {
    centred(find(css)).click();
  }

  /// Away from the status line, as a person would scroll.
  private WebElement centred(WebElement element) {
    chrome.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    return element;
  }

  /// Makes the page itself so large, as on a device of that size: windows have a least width.
  public void resize(int width, int height) {
    chrome.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    until("return innerWidth === " + width);
  }

  public void theme(String theme) {
    if (!theme.equals(script("return document.documentElement.dataset.theme"))) {
      find("#theme").click();
    }
  }

  /// Keeps a picture of what is to be seen, in both themes: `target/pictures/NAME-dark.png`.
  public void picture(String name) {
    for (String theme : List.of("dark", "light")) {
      theme(theme);
      script(
          "window.scrollTo(0, 0); document.activeElement?.blur();"
              + "document.getElementById('notice').textContent = ''");
      script(
          "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
      try {
        Path file = PICTURES.resolve(name + "-" + theme + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, chrome.getScreenshotAs(OutputType.BYTES));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// What the page complained of, policies that were broken included.
  public void assertNoComplaints() {
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
