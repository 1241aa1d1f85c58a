/// The command `studio`.
@NullMarked
package timbrel.cli.studio;

import org.jspecify.annotations.NullMarked;
