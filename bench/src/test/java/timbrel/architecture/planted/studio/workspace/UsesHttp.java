package timbrel.architecture.planted.studio.workspace;

import timbrel.architecture.planted.studio.http.Server;

/// Breaks a wall on purpose.
public record UsesHttp(Server used) {}
