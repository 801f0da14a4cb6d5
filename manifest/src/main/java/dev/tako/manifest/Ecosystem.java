package dev.tako.manifest;

/// The packaging world an artifact belongs to.
public enum Ecosystem {
  MAVEN,
  NPM,
  GO,
  PYPI,
  CARGO,
  GENERIC
}
