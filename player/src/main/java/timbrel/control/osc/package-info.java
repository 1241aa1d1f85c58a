/// Open Sound Control 1.0 over UDP (Wright 2002, "The Open Sound Control 1.0 Specification"): how
/// controllers on the network play, and how their faders follow.
///
/// A datagram is read where it lies, by views that are used again and again; a message costs no
/// memory. `docs/osc.md` has the address space.
@NullMarked
package timbrel.control.osc;

import org.jspecify.annotations.NullMarked;
