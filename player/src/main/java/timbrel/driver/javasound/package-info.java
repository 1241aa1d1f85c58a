/// `javax.sound`, the way out that comes with the JDK: for computers without JACK, and slower to
/// answer. It needs the module `java.desktop`, which a player image leaves out.
@NullMarked
package timbrel.driver.javasound;

import org.jspecify.annotations.NullMarked;
