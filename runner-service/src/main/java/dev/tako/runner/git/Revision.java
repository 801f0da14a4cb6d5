package dev.tako.runner.git;

import org.jspecify.annotations.Nullable;

/// What a ref stands for.
///
/// @param branch null: it is a tag or a commit
/// @param commit full hex
public record Revision(@Nullable String branch, String commit) {}
