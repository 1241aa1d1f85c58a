/// What carries sound out and events in: [timbrel.driver.Driver] is what all of them promise, and
/// each kind has a package of its own.
@NullMarked
package timbrel.driver;

import org.jspecify.annotations.NullMarked;
