/// Sounds to learn from, and the runs that learn: child processes that outlive the page and the
/// server.
@NullMarked
package timbrel.studio.runs;

import org.jspecify.annotations.NullMarked;
