package dev.tako.manifest;

import java.util.List;

/// Glob matching in time proportional to pattern times text, so that no pattern can stall a
/// service.
final class Glob {

  private Glob() {}

  /// Whether the patterns, read in order, leave `text` selected; the last one that matches decides.
  static boolean select(List<String> patterns, String text) {
    boolean allNegative = patterns.stream().allMatch(p -> p.startsWith("!"));
    boolean selected = allNegative && !patterns.isEmpty();
    for (String pattern : patterns) {
      boolean negative = pattern.startsWith("!");
      if (matches(negative ? pattern.substring(1) : pattern, text)) {
        selected = !negative;
      }
    }
    return selected;
  }

  /// `?` is one character but `/`, `*` any number of those, `**` anything, `**/` any number of
  /// folders.
  static boolean matches(String pattern, String text) {
    int length = text.length();
    boolean[] reached = new boolean[length + 1];
    reached[0] = true;
    for (int p = 0; p < pattern.length(); p++) {
      char c = pattern.charAt(p);
      boolean[] next = new boolean[length + 1];
      if (pattern.startsWith("**/", p) && (p == 0 || pattern.charAt(p - 1) == '/')) {
        boolean open = false;
        for (int i = 0; i <= length; i++) {
          next[i] = reached[i] || (open && text.charAt(i - 1) == '/');
          open |= reached[i];
        }
        p += 2;
      } else if (c == '*') {
        boolean anything = pattern.startsWith("**", p);
        for (int i = 0; i <= length; i++) {
          next[i] = reached[i] || (i > 0 && next[i - 1] && (anything || text.charAt(i - 1) != '/'));
        }
        p += anything ? 1 : 0;
      } else {
        for (int i = 1; i <= length; i++) {
          char t = text.charAt(i - 1);
          next[i] = reached[i - 1] && (c == t || (c == '?' && t != '/'));
        }
      }
      reached = next;
    }
    return reached[length];
  }
}
