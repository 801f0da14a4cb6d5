package dev.tako.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;

/// The known words that someone most likely meant. A swap of neighbours is one edit; case and the
/// kind of separator do not count.
public final class Nearest {
  private record Candidate(String word, int distance) {}

  private Nearest() {}

  static @Nullable String to(String word, Collection<String> known) {
    int tolerance = word.length() < 3 ? 0 : Math.min(3, word.length() / 3);
    List<String> nearest = to(word, known, tolerance, 1);
    return nearest.isEmpty() ? null : nearest.getFirst();
  }

  /// The nearest first.
  ///
  /// @param tolerance how many edits away they may be
  /// @param most how many
  public static List<String> to(String word, Collection<String> known, int tolerance, int most) {
    var edits = new DamerauLevenshteinDistance(tolerance);
    String asked = folded(word);
    return known.stream()
        .map(candidate -> new Candidate(candidate, edits.apply(asked, folded(candidate))))
        .filter(candidate -> candidate.distance() >= 0)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
        .limit(most)
        .map(Candidate::word)
        .toList();
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /// "did you mean 'x'?", or else what there is.
  public static @Nullable String hint(String word, Collection<String> known) {
    String question = question(word, known);
    return question != null || known.isEmpty() ? question : "known are " + String.join(", ", known);
  }

  /// "did you mean 'x'?"
  public static @Nullable String question(String word, Collection<String> known) {
    String nearest = to(word, known);
    return nearest == null ? null : "did you mean '" + nearest + "'?";
  }
}
