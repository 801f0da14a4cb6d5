package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;

/// One workflow on one repository, as a plan sees it.
///
/// @param repo with its branch
record Execution(RepositoryRef repo, String workflow) {}
