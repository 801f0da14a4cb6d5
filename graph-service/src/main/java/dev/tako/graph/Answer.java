package dev.tako.graph;

import dev.tako.contract.Plan;

/// What was asked for, or why there is none.
public sealed interface Answer<T> {
  /// The answer.
  record Given<T>(T value) implements Answer<T> {}

  /// Why there is none, as problem+json.
  record Refused<T>(Plan.Refusal refusal) implements Answer<T> {}
}
