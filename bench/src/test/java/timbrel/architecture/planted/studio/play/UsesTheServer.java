package timbrel.architecture.planted.studio.play;

import io.helidon.webserver.WebServer;

/// Breaks a wall on purpose.
public record UsesTheServer(WebServer used) {}
