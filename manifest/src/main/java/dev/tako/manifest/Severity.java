package dev.tako.manifest;

/// How bad a [Problem] is: an error makes the manifest unusable, a warning does not.
public enum Severity {
  ERROR,
  WARNING
}
