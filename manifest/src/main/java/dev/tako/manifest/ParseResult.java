package dev.tako.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The outcome of reading a manifest: the manifest exactly when no problem is an error.
///
/// @param problems in the order of the file
public record ParseResult(@Nullable Manifest manifest, List<Problem> problems) {

  public ParseResult {
    problems = List.copyOf(problems);
  }

  public boolean isValid() {
    return manifest != null;
  }
}
