package dev.tako.manifest;

import org.jspecify.annotations.Nullable;

/// A named, versionable output of a repository; `path` is the file that carries its version.
public record Artifact(
    String name, @Nullable String path, @Nullable Ecosystem ecosystem, Position at) {

  /// The artifact every repository has.
  public static final String DEFAULT = "default";
}
