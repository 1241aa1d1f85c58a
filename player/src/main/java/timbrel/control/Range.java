package timbrel.control;

/// From where to where; the way may lead down.
///
/// @param low what the lowest position gives
/// @param high what the highest position gives
public record Range(float low, float high) {
  /// @param share of the way, 0 to 1
  public float at(float share) {
    return low + share * (high - low);
  }

  @Override
  public String toString() {
    return Line.text(low) + ".." + Line.text(high);
  }
}
