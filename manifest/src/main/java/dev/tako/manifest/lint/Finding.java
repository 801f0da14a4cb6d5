package dev.tako.manifest.lint;

import dev.tako.manifest.Problem;

/// A place where a manifest does what a rule of lint advises against.
public record Finding(Rule rule, Problem problem) {}
