/// The subcommands that need the training library: they parse, call [timbrel.learning] and
/// [timbrel.evaluation], and print.
@NullMarked
package timbrel.cli.learn;

import org.jspecify.annotations.NullMarked;
