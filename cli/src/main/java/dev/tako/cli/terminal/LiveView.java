package dev.tako.cli.terminal;

import java.util.List;

/// A block of lines that is drawn again in place, on a terminal.
///
/// What does not fit the window is left out at the top: the end of a tree is where things happen.
public final class LiveView {
  private final Terminal terminal;
  private int drawn;

  public LiveView(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Replaces what was drawn before.
  public void draw(List<String> lines) {
    Terminal.Size size = terminal.size();
    int room = Math.max(1, size.rows() - 1);
    List<String> visible =
        lines.size() <= room ? lines : lines.subList(lines.size() - room, lines.size());
    show(visible.stream().map(line -> Cut.to(line, size.columns() - 1)).toList());
  }

  /// Draws the lines for good, all of them.
  public void finish(List<String> lines) {
    show(lines);
    drawn = 0;
  }

  private void show(List<String> lines) {
    StringBuilder out = new StringBuilder();
    if (drawn > 0) {
      out.append("\u001b[").append(drawn).append('A');
    }
    out.append("\r\u001b[J");
    lines.forEach(line -> out.append(line).append('\n'));
    terminal.out().print(out);
    terminal.out().flush();
    drawn = lines.size();
  }
}
