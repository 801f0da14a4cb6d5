package dev.tako.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The known word that someone most likely meant.
public final class Nearest {

  private Nearest() {}

  static @Nullable String to(String word, Collection<String> known) {
    int tolerance = word.length() < 3 ? 0 : Math.min(3, word.length() / 3);
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= tolerance)
        .min(Comparator.comparingInt((String c) -> distance(word, c)).thenComparing(c -> c))
        .orElse(null);
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

  /// Levenshtein's, with a swap of neighbours as one edit; case and the kind of separator do not
  /// count.
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT).replace('-', '_');
    String b = right.toLowerCase(Locale.ROOT).replace('-', '_');
    if (Math.abs(a.length() - b.length()) > 3) {
      return Integer.MAX_VALUE;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
