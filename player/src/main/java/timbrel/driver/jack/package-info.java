/// JACK through the JDK's foreign-function API, and whatever answers the same calls (PipeWire).
///
/// [timbrel.driver.jack.LibJack] names the functions, [timbrel.driver.jack.JackClient] is a client
/// with its ports and callbacks, [timbrel.driver.jack.JackDriver] plays through one.
@NullMarked
package timbrel.driver.jack;

import org.jspecify.annotations.NullMarked;
