package timbrel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Draws training batches: first a class, then a group of it, then a sound, then a stretch of that
/// sound. So neither a large class nor a drum that was recorded forty times drowns the others.
public final class BatchSampler {
  /// @param samples [sound][sample]
  /// @param sounds which sound each row comes from, as an index into the sampler's list
  /// @param starts sample of that sound at which the row begins
  public record Batch(float[][] samples, int[] sounds, int[] starts) {}

  private final List<ImportedSound> sounds;
  private final int cropSamples;
  private final double attackShare;
  private final Augmentation augmentation;
  private final Chooser classes;

  /// @param cropSamples length of each row; shorter sounds are followed by zeros
  /// @param attackShare share of rows that begin with the sound, the others begin anywhere in it
  public BatchSampler(
      List<ImportedSound> sounds,
      int cropSamples,
      ClassBalance balance,
      double attackShare,
      Augmentation augmentation) {
    if (sounds.isEmpty()) {
      throw new IllegalArgumentException("no sounds to draw from, expected at least one");
    }
    if (cropSamples < 1 || !(attackShare >= 0 && attackShare <= 1)) {
      throw new IllegalArgumentException(
          "crop of %d samples and attack share %s, expected 1 or more and 0 to 1"
              .formatted(cropSamples, attackShare));
    }
    this.sounds = List.copyOf(sounds);
    this.cropSamples = cropSamples;
    this.attackShare = attackShare;
    this.augmentation = augmentation;
    classes = chooser(this.sounds, balance);
  }

  /// The next `size` rows; all chance comes from `random`.
  public Batch next(int size, RandomGenerator random) {
    float[][] samples = new float[size][];
    int[] drawn = new int[size];
    int[] starts = new int[size];
    for (int row = 0; row < size; row++) {
      drawn[row] = draw(random);
      float[] sound = sounds.get(drawn[row]).samples();
      starts[row] = start(sound.length, random);
      samples[row] = augmentation.crop(sound, starts[row], cropSamples, random);
    }
    return new Batch(samples, drawn, starts);
  }

  /// Index of a sound, chosen by class, then group.
  public int draw(RandomGenerator random) {
    Chooser chooser = classes;
    while (!chooser.members.isEmpty()) {
      chooser = chooser.members.get(chooser.choose(random));
    }
    return chooser.sound;
  }

  private int start(int length, RandomGenerator random) {
    // at least half of the row is sound
    int last = length - cropSamples / 2;
    boolean attack = random.nextDouble() < attackShare;
    return attack || last <= 0 || length <= cropSamples ? 0 : random.nextInt(last + 1);
  }

  private static Chooser chooser(List<ImportedSound> sounds, ClassBalance balance) {
    Map<String, Map<String, List<Chooser>>> tree = new TreeMap<>();
    for (int i = 0; i < sounds.size(); i++) {
      tree.computeIfAbsent(sounds.get(i).soundClass(), name -> new TreeMap<>())
          .computeIfAbsent(sounds.get(i).group(), name -> new ArrayList<>())
          .add(new Chooser(i));
    }
    List<Chooser> classes = new ArrayList<>();
    for (Map<String, List<Chooser>> groups : tree.values()) {
      List<Chooser> ofClass = new ArrayList<>();
      groups.values().forEach(group -> ofClass.add(new Chooser(group, ClassBalance.NATURAL)));
      classes.add(new Chooser(ofClass, ClassBalance.SQUARE_ROOT));
    }
    return new Chooser(classes, balance);
  }

  /// Chooses among classes, groups or sounds, by how many sounds each has.
  private static final class Chooser {
    private final List<Chooser> members;
    private final double[] cumulative;
    private final int count;
    private final int sound;

    Chooser(int sound) {
      this.members = List.of();
      this.cumulative = new double[0];
      this.count = 1;
      this.sound = sound;
    }

    Chooser(List<Chooser> members, ClassBalance balance) {
      this.members = members;
      this.cumulative = new double[members.size()];
      double sum = 0;
      int all = 0;
      for (int i = 0; i < members.size(); i++) {
        sum += balance.weight(members.get(i).count);
        all += members.get(i).count;
        cumulative[i] = sum;
      }
      this.count = all;
      this.sound = -1;
    }

    int choose(RandomGenerator random) {
      double drawn = random.nextDouble() * cumulative[cumulative.length - 1];
      int found = Arrays.binarySearch(cumulative, drawn);
      return Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
    }
  }
}
