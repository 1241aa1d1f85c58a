/// Lessons for the page, with their demonstrations computed.
@NullMarked
package timbrel.studio.lessons;

import org.jspecify.annotations.NullMarked;
