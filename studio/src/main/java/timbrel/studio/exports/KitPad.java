package timbrel.studio.exports;

import timbrel.studio.json.JsonRequest;
import timbrel.studio.play.HitWish;

/// One pad of a kit to take away.
///
/// @param name for people
/// @param wish what its sounds are to be; the seed is that of its first sound
/// @param frozen whether it has this one sound only
/// @param level linear gain
/// @param pan -1 left to 1 right
/// @param chokeGroup pads of one group cut each other off; 0 is no group
/// @param midiNote that plays it
public record KitPad(
    String name,
    HitWish wish,
    boolean frozen,
    double level,
    double pan,
    int chokeGroup,
    int midiNote) {
  private static final int LONGEST_NAME = 60;
  private static final int LARGEST_GROUP = 16;
  private static final int LARGEST_NOTE = 127;

  /// @param index counts the pads from 0
  static KitPad read(JsonRequest json, int index) {
    return new KitPad(
        json.text("name", LONGEST_NAME),
        HitWish.read(json.child("hit")),
        json.flag("frozen", false),
        json.number("level", 0, 2, 1),
        json.number("pan", -1, 1, 0),
        (int) json.whole("choke", 0, LARGEST_GROUP, 0),
        (int) json.whole("note", 0, LARGEST_NOTE, 36 + index));
  }
}
