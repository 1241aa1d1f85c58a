package timbrel.architecture.planted.engine;

import com.google.gson.JsonObject;

/// Breaks a wall on purpose.
public record UsesGson(JsonObject used) {}
