package dev.tako.graph.graph;

import dev.tako.manifest.RepositoryRef;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The order of repository names, and which known names somebody may have meant.
public final class Names {
  static final Comparator<RepositoryRef> ORDER =
      Comparator.comparing(RepositoryRef::owner)
          .thenComparing(RepositoryRef::name)
          .thenComparing(RepositoryRef::branch, Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final int SHOWN = 3;

  private Names() {}

  /// The known names nearest to `name`, nearest first; none that is far off.
  public static List<String> nearest(String name, Collection<String> known) {
    int furthest = Math.max(2, name.length() / 3);
    record Candidate(String name, int distance) {}
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= furthest)
        .map(candidate -> new Candidate(candidate, distance(name, candidate)))
        .filter(candidate -> candidate.distance() <= furthest)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(SHOWN)
        .map(Candidate::name)
        .toList();
  }

  /// `Did you mean a or b? `, or nothing.
  static String didYouMean(String name, Collection<String> known) {
    List<String> nearest = nearest(name, known);
    return nearest.isEmpty() ? "" : "Did you mean " + String.join(" or ", nearest) + "? ";
  }

  /// Levenshtein's distance, two rows at a time.
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
