package timbrel.cli;

import java.util.Locale;
import timbrel.driver.DriverStatus;
import timbrel.engine.PlayerStatus;

/// How playing goes, in words.
///
/// @param player what was played
/// @param driver how it got out
record StatusText(PlayerStatus player, DriverStatus driver) {

  /// For a line that keeps changing.
  String brief(String padName) {
    String last =
        player.lastPad() < 0
            ? ""
            : String.format(
                Locale.ROOT,
                "pad %d %s, made %.1f s ago  ",
                player.lastPad() + 1,
                padName,
                player.lastHitAgeSeconds());
    return last + counts() + troubles();
  }

  /// For the end.
  String whole() {
    return String.format(
        Locale.ROOT,
        "%s%s; %d hits made, %d blocks, %d underruns, %d late blocks, longest gap %.1f ms",
        counts(),
        troubles(),
        player.madeHits(),
        driver.callbacks(),
        driver.xruns(),
        driver.lateCallbacks(),
        driver.longestGapNanos() * 1e-6);
  }

  private String counts() {
    StringBuilder text = new StringBuilder();
    text.append("new ").append(player.newHits());
    add(text, "stored", player.storedHits());
    add(text, "reused", player.reusedHits());
    add(text, "kept", player.keptHits());
    text.append(", ready ").append(player.preparedHits());
    text.append(", voices ").append(player.soundingVoices());
    return text.toString();
  }

  private String troubles() {
    StringBuilder text = new StringBuilder();
    add(text, "underruns", driver.xruns());
    add(text, "late", driver.lateCallbacks());
    add(text, "merged", player.mergedHits());
    add(text, "silent", player.silentHits());
    add(text, "lost", player.lostActions());
    add(text, "not understood", player.invalidActions());
    add(text, "broken samples", player.brokenSamples());
    if (!player.trouble().isEmpty()) {
      text.append(", ").append(player.trouble());
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String name, long count) {
    if (count > 0) {
      text.append(", ").append(name).append(' ').append(count);
    }
  }
}
