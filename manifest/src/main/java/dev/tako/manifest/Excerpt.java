package dev.tako.manifest;

/// A line of a file with a caret under one of its characters, as a terminal shows it: of a long
/// line the part around the caret, and nothing in it that could move the cursor.
///
/// @param text the line, or a part of it
/// @param indent how many cells stand before the caret
record Excerpt(String text, int indent) {

  private static final int WIDEST = 160;

  /// How much of a long line stands before the caret.
  private static final int BEFORE = 100;

  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int REPLACEMENT = 0xFFFD;

  /// First and last of the characters that are two cells wide.
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD}
  };

  /// @param column of the caret, from 1, in characters
  static Excerpt of(String line, int column) {
    int[] all = line.codePoints().map(Excerpt::harmless).toArray();
    int caret = Math.min(column - 1, all.length);
    int from = all.length <= WIDEST || caret < WIDEST - 1 ? 0 : caret - BEFORE;
    int to = Math.min(all.length, from + WIDEST - (from > 0 ? 1 : 0));
    to = to < all.length ? to - 1 : to;
    int indent = from > 0 ? 1 : 0;
    for (int i = from; i < caret; i++) {
      indent += width(all[i]);
    }
    String shown = new String(all, from, to - from);
    return new Excerpt((from > 0 ? "…" : "") + shown + (to < all.length ? "…" : ""), indent);
  }

  private static int harmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER ? codePoint : REPLACEMENT;
      default -> codePoint;
    };
  }

  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (codePoint == ZERO_WIDTH_JOINER
        || type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return 2;
      }
    }
    return 1;
  }
}
