package timbrel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.Clip;
import javax.sound.sampled.LineEvent;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.UnsupportedAudioFileException;

/// Plays a short file and waits for its end; where there is no sound card, says nothing and goes
/// on.
final class Loudspeaker {
  private static final long MOST_SECONDS = 5;

  private Loudspeaker() {}

  static void play(Path file) {
    if (ModuleLayer.boot().findModule("java.desktop").isEmpty()) {
      return; // a player image without sound of the JDK's own
    }
    try (var stream = AudioSystem.getAudioInputStream(file.toFile());
        Clip clip = AudioSystem.getClip()) {
      CountDownLatch ended = new CountDownLatch(1);
      clip.addLineListener(event -> {
        if (event.getType() == LineEvent.Type.STOP) {
          ended.countDown();
        }
      });
      clip.open(stream);
      clip.start();
      ended.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (LineUnavailableException
        | UnsupportedAudioFileException
        | IOException
        | IllegalArgumentException e) {
      // no sound card: the file is there to listen to
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
