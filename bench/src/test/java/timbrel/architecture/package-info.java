/// The walls of the project as tests: what `ARCHITECTURE.md` calls invariants, read from byte code.
/// Each [timbrel.architecture.Invariant] has a class in `planted` that breaks it.
@org.jspecify.annotations.NullMarked
package timbrel.architecture;
