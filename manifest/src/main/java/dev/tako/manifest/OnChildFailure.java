package dev.tako.manifest;

/// What a fan-out does when a reaction failed: fail too, or carry on.
public enum OnChildFailure {
  FAIL,
  CONTINUE
}
