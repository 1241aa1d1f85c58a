package timbrel.studio.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlaneTest {

  /// By hand: the points lie along (1, 1, 0) and a little along (0, 0, 1).
  @Test
  void theLongestWayIsTheFirstAxis() {
    double[][] places = Plane.of(new double[][] {{-2, -2, 1}, {2, 2, 1}, {-2, -2, -1}, {2, 2, -1}});
    for (double[] place : places) {
      assertEquals(1, Math.abs(place[0]), 1e-6);
      assertEquals(1 / Math.sqrt(8), Math.abs(place[1]), 1e-6);
    }
  }

  @Test
  void equalPointsLieInTheMiddle() {
    double[][] places = Plane.of(new double[][] {{3, 4}, {3, 4}});
    assertEquals(0, places[0][0], 1e-9);
    assertEquals(0, places[1][1], 1e-9);
  }
}
