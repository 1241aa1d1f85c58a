/// Lessons: their text, written once, the demonstrations that go with it, and what our own
/// experiments measured. The terminal and the studio show the same.
@NullMarked
package timbrel.lesson;

import org.jspecify.annotations.NullMarked;
