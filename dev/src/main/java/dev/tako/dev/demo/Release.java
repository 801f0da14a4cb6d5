package dev.tako.dev.demo;

import java.nio.file.Path;

/// One repository's new release.
///
/// @param commit the tagged commit, full hex
/// @param jar the published file
public record Release(String repo, String version, String commit, String tag, Path jar) {}
