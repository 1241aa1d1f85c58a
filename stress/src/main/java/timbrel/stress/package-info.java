/// The rings and boards between threads, tried in millions of interleavings on the processor at
/// hand (`./dev stress`).
@NullMarked
package timbrel.stress;

import org.jspecify.annotations.NullMarked;
