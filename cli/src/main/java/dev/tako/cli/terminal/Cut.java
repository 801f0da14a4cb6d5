package dev.tako.cli.terminal;

/// Lines cut to a width; colour codes take no room.
final class Cut {
  private static final char ESCAPE = '\u001b';

  private Cut() {}

  static String to(String line, int columns) {
    StringBuilder out = new StringBuilder();
    int width = 0;
    boolean coloured = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ESCAPE) {
        int end = line.indexOf('m', i);
        if (end < 0) {
          break;
        }
        out.append(line, i, end + 1);
        coloured = true;
        i = end;
      } else if (width == columns - 1 && i < line.length() - 1) {
        out.append('…');
        return coloured ? out.append("\u001b[0m").toString() : out.toString();
      } else {
        out.append(c);
        width++;
      }
    }
    return out.toString();
  }
}
