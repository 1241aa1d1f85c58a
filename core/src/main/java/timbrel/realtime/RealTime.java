package timbrel.realtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// May be called on the audio thread: it allocates nothing, locks nothing, throws nothing, waits
/// for nothing, and calls only methods that are marked as well or stand on a short list of the
/// JDK's.
///
/// A method that overrides a marked one must be marked itself. The test `RealTimeTest` reads all
/// this from byte code.
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface RealTime {}
