package dev.tako.graph.graph;

import dev.tako.manifest.Nearest;
import dev.tako.manifest.RepositoryRef;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The order of repository names, and which known names somebody may have meant.
public final class Names {
  public static final Comparator<RepositoryRef> ORDER =
      Comparator.comparing(RepositoryRef::owner)
          .thenComparing(RepositoryRef::name)
          .thenComparing(RepositoryRef::branch, Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final int SHOWN = 3;

  private Names() {}

  /// The known names nearest to `name`, nearest first; none that is far off.
  public static List<String> nearest(String name, Collection<String> known) {
    return Nearest.to(name, known, Math.max(2, name.length() / 3), SHOWN);
  }

  /// `Did you mean a or b? `, or nothing.
  public static String didYouMean(String name, Collection<String> known) {
    List<String> nearest = nearest(name, known);
    return nearest.isEmpty() ? "" : "Did you mean " + String.join(" or ", nearest) + "? ";
  }
}
