package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;

/// Names a workflow of a repository.
///
/// @param repo with its branch
public record WorkflowRef(RepositoryRef repo, String workflow) {}
