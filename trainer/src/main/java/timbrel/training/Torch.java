package timbrel.training;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import timbrel.dataset.NativeCache;

/// The door to libtorch: starts it once with the settings that make it fast and steady, and moves
/// numbers between Java arrays and tensors.
///
/// [#start] must run before any other class of `org.bytedeco` is touched, because the settings are
/// read when the native libraries load.
public final class Torch {
  private Torch() {}

  /// Unpacks (first time only) and loads libtorch. Later calls only set the thread count.
  ///
  /// @param threads threads of one operation; 2 on a machine with two cores
  public static synchronized void start(int threads) {
    if (System.getProperty("org.bytedeco.openblas.load") == null && mklIsThere()) {
      System.setProperty("org.bytedeco.openblas.load", "mkl");
      // MKL must share libtorch's OpenMP threads; its own beside them stall single steps.
      setEnvironment("MKL_THREADING_LAYER", "GNU");
    } else {
      // OpenBLAS's own threads beside libtorch's spinning ones stall single steps for seconds.
      setEnvironment("OPENBLAS_NUM_THREADS", "1");
    }
    NativeCache.load(torch.class);
    torch.set_num_threads(threads);
  }

  private static boolean mklIsThere() {
    boolean x86 = System.getProperty("os.arch").matches("amd64|x86_64");
    String platform = "/org/bytedeco/mkl/linux-x86_64/";
    return x86 && Torch.class.getResource(platform + "libmkl_rt.so.2") != null;
  }

  private static void setEnvironment(String name, String value) {
    if (System.getenv(name) != null) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    var setenv = linker.defaultLookup().find("setenv");
    if (setenv.isEmpty()) {
      return; // Windows reads its own environment block; the defaults are fine there.
    }
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocateFrom(name);
      MemorySegment text = arena.allocateFrom(value);
      int result = (int) linker.downcallHandle(setenv.get(), signature).invokeExact(key, text, 0);
      if (result != 0) {
        throw new IllegalStateException("setenv " + name + " failed with " + result);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv " + name + " could not be called", e);
    }
  }

  /// Values cut to `least` to `most`.
  static Tensor clamp(Tensor values, double least, double most) {
    ScalarOptional from = new ScalarOptional(Torch.scalar(least));
    return torch.clamp(values, from, new ScalarOptional(Torch.scalar(most)));
  }

  /// A new tensor of 32-bit floats with a copy of `data`.
  public static Tensor tensor(float[] data, long... shape) {
    return AbstractTensor.create(data, shape);
  }

  /// A new tensor of 64-bit integers, as indices must be, with a copy of `data`.
  public static Tensor indices(long[] data, long... shape) {
    return AbstractTensor.create(data, shape);
  }

  /// A copy of a float tensor's numbers in row-major order.
  public static float[] floats(Tensor tensor) {
    try (Tensor plain = tensor.detach().contiguous();
        FloatPointer data = new FloatPointer(plain.data_ptr())) {
      float[] copy = new float[Math.toIntExact(plain.numel())];
      data.get(copy);
      return copy;
    }
  }

  /// A copy of an index tensor's numbers in row-major order.
  public static long[] longs(Tensor tensor) {
    try (Tensor plain = tensor.detach().contiguous();
        LongPointer data = new LongPointer(plain.data_ptr())) {
      long[] copy = new long[Math.toIntExact(plain.numel())];
      data.get(copy);
      return copy;
    }
  }

  /// Makes a tensor that outlives the scope of whoever asked for it.
  public static Tensor keep(Supplier<Tensor> maker) {
    try (PointerScope scope = new PointerScope()) {
      return maker.get().retainReference();
    }
  }

  /// A tensor for the scope of whoever asks, while all others that were needed on the way are given
  /// back at once (but for what a gradient needs), so that the next ones find warm memory.
  public static Tensor only(Supplier<Tensor> maker) {
    Tensor made = keep(maker);
    PointerScope asking = PointerScope.getInnerScope();
    if (asking != null) {
      asking.attach(made);
      made.releaseReference();
    }
    return made;
  }

  public static Scalar scalar(double value) {
    return new Scalar(value);
  }

  /// `a` and `b` and so on, one after the other along dimension `dim`.
  public static Tensor concatenate(long dim, Tensor... parts) {
    return torch.cat(new TensorVector(parts), dim);
  }
}
