/// Renders into a WAV file, faster than real time and with the same bits every time.
@NullMarked
package timbrel.driver.wav;

import org.jspecify.annotations.NullMarked;
