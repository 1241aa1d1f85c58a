package timbrel.control.osc;

/// What has come in so far.
///
/// @param packets datagrams
/// @param messages of sound packets
/// @param malformed packets that were thrown away whole
/// @param refused messages that had no meaning: unknown address, wrong arguments
/// @param lost actions for which there was no room, in a flood
/// @param late actions whose time tag had passed when they arrived; they were played at once
/// @param followers who are told of changes
/// @param lastFault what was wrong with the last malformed packet; NONE if there was none
public record OscStatus(
    long packets,
    long messages,
    long malformed,
    long refused,
    long lost,
    long late,
    int followers,
    OscFault lastFault) {}
