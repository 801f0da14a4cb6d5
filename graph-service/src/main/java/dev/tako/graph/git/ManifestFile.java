package dev.tako.graph.git;

/// What stands at `tako.yml` in a commit.
public sealed interface ManifestFile {
  /// A regular file.
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Present(byte[] content) implements ManifestFile {}

  /// Nothing.
  record Absent() implements ManifestFile {}

  /// Something that is not read: a link, a submodule, a folder, or too much.
  record Unusable(String reason) implements ManifestFile {}
}
