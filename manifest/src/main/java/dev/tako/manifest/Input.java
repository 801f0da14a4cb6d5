package dev.tako.manifest;

import org.jspecify.annotations.Nullable;

/// A typed input of a workflow.
///
/// @param defaultValue String, Long, Double or Boolean, already of `type`
public record Input(
    String name,
    InputType type,
    @Nullable String description,
    boolean required,
    @Nullable Object defaultValue,
    Validation validation) {}
