package timbrel.architecture.planted.studio.play;

import timbrel.architecture.planted.studio.http.Server;

/// Breaks a wall on purpose.
public record UsesHttp(Server used) {}
