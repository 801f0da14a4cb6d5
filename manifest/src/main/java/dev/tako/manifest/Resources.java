package dev.tako.manifest;

import org.jspecify.annotations.Nullable;

/// The most that steps may use; null is no limit.
///
/// @param cpuMillis thousandths of a processor
/// @param memoryBytes of all processes together
/// @param diskBytes of the workspace
public record Resources(
    @Nullable Integer cpuMillis, @Nullable Long memoryBytes, @Nullable Long diskBytes) {

  public static final Resources UNLIMITED = new Resources(null, null, null);

  /// These limits, and the other's where there is none.
  public Resources or(Resources other) {
    return new Resources(
        cpuMillis == null ? other.cpuMillis : cpuMillis,
        memoryBytes == null ? other.memoryBytes : memoryBytes,
        diskBytes == null ? other.diskBytes : diskBytes);
  }
}
