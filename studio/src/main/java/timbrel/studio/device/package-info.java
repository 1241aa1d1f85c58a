/// Sound through the machine's own driver: the engine of `play`, with the page as its controls.
@NullMarked
package timbrel.studio.device;

import org.jspecify.annotations.NullMarked;
