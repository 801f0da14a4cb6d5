package dev.tako.contract;

import org.jspecify.annotations.Nullable;

/// One thing wrong with a repository's manifest or with the graph it is part of.
///
/// @param repo `owner/repo:branch` whose file it stands in
/// @param file the file, usually `tako.yml`
/// @param line 1-based; 0 when no line can be named
/// @param column 1-based; 0 when no column can be named
/// @param path the place inside the document, for example `workflows.release.steps[2].uses`
/// @param message what was expected and what was found
/// @param hint what to do about it
/// @param rendered the problem as a compiler would print it, with the line and a caret, where the
///   source is at hand
public record ManifestProblem(
    String repo,
    String file,
    int line,
    int column,
    String path,
    String message,
    @Nullable String hint,
    @Nullable String rendered) {}
