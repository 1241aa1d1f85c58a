/// Where a musician's instruments, sounds and runs lie, and what may be opened there.
@NullMarked
package timbrel.studio.workspace;

import org.jspecify.annotations.NullMarked;
