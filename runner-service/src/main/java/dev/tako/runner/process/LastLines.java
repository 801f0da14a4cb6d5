package dev.tako.runner.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Remembers the last lines of a text that arrives in pieces.
final class LastLines {
  private static final int LINES = 20;
  private static final int LENGTH = 1_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private final StringBuilder open = new StringBuilder();

  void add(CharSequence text) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        append(text, from, i);
        end();
        from = i + 1;
      }
    }
    append(text, from, text.length());
  }

  List<String> get() {
    if (!open.isEmpty()) {
      end();
    }
    return List.copyOf(lines);
  }

  private void append(CharSequence text, int from, int to) {
    int room = LENGTH - open.length();
    open.append(text, from, Math.min(to, from + Math.max(room, 0)));
    if (to - from > room && room > 0) {
      open.append('…');
    }
  }

  private void end() {
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    String line = open.toString();
    lines.addLast(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    open.setLength(0);
  }
}
