/// The command line: one small class a subcommand, which parses, calls and prints.
///
/// Arguments go in; files, lines on standard output and an exit code come out. Further subcommands
/// (`learn`, `evaluate`) come from another module through [timbrel.cli.Subcommand]. `docs/cli.md`
/// describes all of it for users.
@NullMarked
package timbrel.cli;

import org.jspecify.annotations.NullMarked;
