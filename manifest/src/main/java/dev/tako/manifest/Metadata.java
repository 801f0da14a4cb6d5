package dev.tako.manifest;

import org.jspecify.annotations.Nullable;

/// What a repository says about itself.
public record Metadata(@Nullable String name, @Nullable String description) {}
