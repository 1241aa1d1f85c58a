package timbrel.training;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import timbrel.nn.weights.WeightMap;

/// The learnt numbers of a network: tensors by the names they have in the instrument file.
///
/// Networks ask for their tensors by name and never hold copies, so loading new values into a
/// `Parameters` changes every network that uses it. The tensors live as long as this object.
public final class Parameters {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /// Adds a tensor that learns, with the given start values.
  public Parameters add(String name, float[] start, long... shape) {
    try (PointerScope outside = new PointerScope()) {
      Tensor tensor = Torch.tensor(start, shape);
      tensor.set_requires_grad(true);
      put(name, tensor);
    }
    return this;
  }

  private void put(String name, Tensor tensor) {
    tensor.retainReference(); // it outlives the scope of whoever adds it
    if (tensors.put(name, tensor) != null) {
      throw new IllegalArgumentException("two parameters named " + name);
    }
  }

  public Parameters addZeros(String name, long... shape) {
    return add(name, new float[size(shape)], shape);
  }

  public Parameters addOnes(String name, long... shape) {
    return addConstant(name, 1, shape);
  }

  public Parameters addConstant(String name, float value, long... shape) {
    float[] start = new float[size(shape)];
    Arrays.fill(start, value);
    return add(name, start, shape);
  }

  /// Normal numbers with standard deviation `deviation`, cut at two deviations.
  public Parameters addNormal(
      String name, double deviation, RandomGenerator random, long... shape) {
    float[] start = new float[size(shape)];
    for (int i = 0; i < start.length; i++) {
      double z;
      do {
        z = random.nextGaussian();
      } while (Math.abs(z) > 2);
      start[i] = (float) (z * deviation);
    }
    return add(name, start, shape);
  }

  /// A weight `[out, in, ...]` scaled by its fan-in, and a bias of zeros.
  public Parameters addAffine(String name, RandomGenerator random, long... weightShape) {
    double fanIn = size(weightShape) / (double) weightShape[0];
    addNormal(name + ".weight", 1 / Math.sqrt(fanIn), random, weightShape);
    return addZeros(name + ".bias", weightShape[0]);
  }

  /// The parameters whose names start with `prefix`; the tensors are shared.
  public Parameters subset(String prefix) {
    Parameters subset = new Parameters();
    tensors.forEach((name, tensor) -> {
      if (name.startsWith(prefix)) {
        subset.tensors.put(name, tensor);
      }
    });
    return subset;
  }

  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no parameter named " + name);
    }
    return tensor;
  }

  public Map<String, Tensor> asMap() {
    return Collections.unmodifiableMap(tensors);
  }

  public TensorVector asVector() {
    return new TensorVector(tensors.values().toArray(Tensor[]::new));
  }

  public void zeroGrad() {
    for (Tensor tensor : tensors.values()) {
      Tensor grad = tensor.mutable_grad();
      if (grad.defined()) {
        grad.zero_();
      }
    }
  }

  public long count() {
    return tensors.values().stream().mapToLong(Tensor::numel).sum();
  }

  /// The values by name, copied out of libtorch.
  public Map<String, timbrel.nn.weights.Tensor> values() {
    Map<String, timbrel.nn.weights.Tensor> copy = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      long[] shape = tensor.shape();
      int[] dims = new int[shape.length];
      for (int i = 0; i < dims.length; i++) {
        dims[i] = Math.toIntExact(shape[i]);
      }
      copy.put(name, new timbrel.nn.weights.Tensor(dims, Torch.floats(tensor)));
    });
    return copy;
  }

  /// Takes over every value from `weights`, which must have each name in the same shape.
  public void load(WeightMap weights) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      tensors.forEach((name, tensor) -> {
        long[] shape = tensor.shape();
        int[] dims = new int[shape.length];
        for (int i = 0; i < dims.length; i++) {
          dims[i] = (int) shape[i];
        }
        tensor.copy_(Torch.tensor(weights.require(name, dims), shape));
      });
    }
  }

  private static int size(long... shape) {
    long size = 1;
    for (long dim : shape) {
      size = Math.multiplyExact(size, dim);
    }
    return Math.toIntExact(size);
  }
}
