package timbrel.dataset;

/// How often a class comes up in training, given how many sounds it has.
public enum ClassBalance {
  /// As often as there are sounds of it.
  NATURAL {
    @Override
    double weight(int sounds) {
      return sounds;
    }
  },
  /// Between the other two: a class with four times the sounds comes up twice as often.
  SQUARE_ROOT {
    @Override
    double weight(int sounds) {
      return Math.sqrt(sounds);
    }
  },
  /// All classes equally often.
  UNIFORM {
    @Override
    double weight(int sounds) {
      return 1;
    }
  };

  abstract double weight(int sounds);
}
