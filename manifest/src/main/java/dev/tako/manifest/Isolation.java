package dev.tako.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What confines a step.
///
/// @param capabilities Linux capabilities that it keeps, `CAP_…`
/// @param securityProfile null: the runner's
/// @param cacheKeyFiles globs of the files that decide whether a cached result still holds
public record Isolation(
    Network network,
    List<String> capabilities,
    @Nullable SecurityProfile securityProfile,
    List<Volume> volumes,
    Resources resources,
    List<String> cacheKeyFiles) {

  public static final Isolation NONE =
      new Isolation(Network.DEFAULT, List.of(), null, List.of(), Resources.UNLIMITED, List.of());

  public Isolation {
    capabilities = List.copyOf(capabilities);
    volumes = List.copyOf(volumes);
    cacheKeyFiles = List.copyOf(cacheKeyFiles);
  }

  /// What a step can reach.
  public enum Network {
    DEFAULT,
    NONE
  }

  /// How strictly a step is confined.
  public enum SecurityProfile {
    STRICT,
    MODERATE,
    MINIMAL
  }

  /// A folder that outlives the step.
  ///
  /// @param source a name, never a path of the runner's machine
  /// @param destination where the step sees it, absolute
  public record Volume(String source, String destination, boolean readOnly) {}
}
