package timbrel.architecture.planted.codec.encodec;

import timbrel.architecture.planted.codec.dac.Dac;

/// Breaks a wall on purpose.
public record UsesDac(Dac used) {}
