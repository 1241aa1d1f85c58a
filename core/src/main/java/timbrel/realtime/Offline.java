package timbrel.realtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Stands in for a [RealTime] method where nobody waits for the sound, as when a file is rendered:
/// it may do what it likes, and only overrides, so that the audio thread never meets it by name.
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Offline {}
