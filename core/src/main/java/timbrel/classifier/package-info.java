/// Tells which kind of drum a sound is.
///
/// A sound flows in, a probability for each class and an embedding flow out. Import sorts folders
/// without class names with it; the evaluation asks it whether generated sounds are like drums.
@NullMarked
package timbrel.classifier;

import org.jspecify.annotations.NullMarked;
