package timbrel.studio.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// Debian's Chromium without a window. Where there is none, tests are skipped, and say so.
final class Chromium {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Chromium() {}

  static ChromeDriver start(int width, int height) {
    Optional<Path> browser = find("/usr/bin/chromium", "/usr/bin/google-chrome");
    Optional<Path> driver = find("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
    if (browser.isEmpty() || driver.isEmpty()) {
      Assumptions.abort("no browser for the studio: apt-get install chromium chromium-driver");
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get().toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--autoplay-policy=no-user-gesture-required",
        "--force-color-profile=srgb",
        "--hide-scrollbars",
        "--window-size=" + width + "," + height);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver.get().toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver chrome = new ChromeDriver(service, options);
    chrome.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
    return chrome;
  }

  private static Optional<Path> find(String... places) {
    return List.of(places).stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }
}
