package timbrel.architecture.planted.instrument;

import java.io.IOException;
import java.io.ObjectInputStream;

/// Breaks a wall on purpose.
public final class Serializes {
  Object read(ObjectInputStream in) throws IOException, ClassNotFoundException {
    return in.readObject();
  }
}
