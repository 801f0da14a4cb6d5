package dev.tako.graph.walk;

import dev.tako.manifest.expression.SchemaRange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which versions which ranges admit; each pair is worked out once.
public final class Admitted {
  private final Map<String, By> versions = new HashMap<>();
  private @Nullable By last;

  /// What one version is admitted by.
  public static final class By {
    private final String version;
    private final Map<SchemaRange, Boolean> known = new HashMap<>();
    private @Nullable SchemaRange last;
    private boolean lastAdmits;

    private By(String version) {
      this.version = version;
    }

    /// A version that is only known when the event is there may be any.
    @SuppressWarnings("ReferenceEquality") // an equal one is found in the map
    public boolean test(@Nullable SchemaRange range) {
      if (range == null || version.contains("{{")) {
        return true;
      }
      if (range != last) {
        lastAdmits = known.computeIfAbsent(range, asked -> asked.admits(version));
        last = range;
      }
      return lastAdmits;
    }
  }

  @SuppressWarnings("ReferenceEquality") // an equal one is found in the map
  public By of(String version) {
    By found = last;
    if (found == null || found.version != version) {
      found = versions.computeIfAbsent(version, By::new);
      last = found;
    }
    return found;
  }
}
