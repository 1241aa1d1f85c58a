package timbrel.evaluation;

import java.util.List;
import timbrel.classifier.DrumClassifier;
import timbrel.codec.AudioCodec;

/// Turns sounds into points, near each other where the sounds are alike.
interface Embeddings {
  double[] of(float[] samples);

  /// One row for each sound.
  default double[][] of(List<LabelledSound> sounds) {
    return sounds.parallelStream().map(s -> of(s.samples())).toArray(double[][]::new);
  }

  /// What the judge looks at before it decides.
  static Embeddings ofJudge(DrumClassifier classifier) {
    return samples -> {
      float[] embedding = classifier.classify(samples).embedding();
      double[] point = new double[embedding.length];
      for (int i = 0; i < point.length; i++) {
        point[i] = embedding[i];
      }
      return point;
    };
  }

  /// The mean and the standard deviation over time of each of the codec's latents before they are
  /// quantized, of the sound at a peak of -1 dB.
  static Embeddings ofCodec(AudioCodec codec) {
    int dim = codec.config().latentDim();
    return samples -> {
      float[] latents = codec.latents(atMinusOneDecibel(samples));
      int frames = latents.length / dim;
      double[] point = new double[2 * dim];
      for (int d = 0; d < dim && frames > 0; d++) {
        double sum = 0;
        double squares = 0;
        for (int t = 0; t < frames; t++) {
          double value = latents[t * dim + d];
          sum += value;
          squares += value * value;
        }
        double mean = sum / frames;
        point[d] = mean;
        point[dim + d] = Math.sqrt(Math.max(0, squares / frames - mean * mean));
      }
      return point;
    };
  }

  private static float[] atMinusOneDecibel(float[] samples) {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    float gain = peak > 1e-6f ? 0.891f / peak : 1;
    float[] scaled = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      scaled[i] = gain * samples[i];
    }
    return scaled;
  }
}
