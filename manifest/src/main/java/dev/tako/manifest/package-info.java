/// The `tako.yml` language: what a manifest says, how it is read, and everything that can be wrong
/// with it.
///
/// Start at [dev.tako.manifest.ManifestParser], which turns text into a
/// [dev.tako.manifest.Manifest] or into all of its problems at once. Nothing here touches a clock,
/// a file or the network.
@NullMarked
package dev.tako.manifest;

import org.jspecify.annotations.NullMarked;
