package timbrel.cli;

import java.util.concurrent.Callable;

/// A subcommand that another module brings: found with [java.util.ServiceLoader], annotated with
/// picocli's `@Command`, and called to do the work and return an [ExitCodes].
public interface Subcommand extends Callable<Integer> {}
