/// Puts an instrument, a driver and all ways of control together.
@NullMarked
package timbrel.session;

import org.jspecify.annotations.NullMarked;
