package dev.tako.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What confines a step; a runner that cannot do all of it must not run the step.
///
/// @param image the container image to run in; null: the runner's own system
/// @param network whether the step may reach a network
/// @param capabilities Linux capabilities that it keeps, `CAP_…`
/// @param securityProfile `strict`, `moderate` or `minimal`; null: the runner's
/// @param cpuMillis thousandths of a processor; null: no limit, as for the others
/// @param memoryBytes of all its processes together
/// @param diskBytes of its workspace
/// @param cacheKeyFiles globs of the files that decide whether a cached result still holds
/// @param longRunning whether it reports through a file and outlives its runner
public record IsolationSpec(
    @Nullable String image,
    boolean network,
    List<String> capabilities,
    @Nullable String securityProfile,
    List<VolumeSpec> volumes,
    @Nullable Integer cpuMillis,
    @Nullable Long memoryBytes,
    @Nullable Long diskBytes,
    List<String> cacheKeyFiles,
    boolean longRunning) {
  public IsolationSpec {
    capabilities = List.copyOf(capabilities);
    volumes = List.copyOf(volumes);
    cacheKeyFiles = List.copyOf(cacheKeyFiles);
  }

  /// A folder that outlives the step.
  ///
  /// @param source a name
  /// @param destination where the step sees it, absolute
  public record VolumeSpec(String source, String destination, boolean readOnly) {}
}
