package dev.tako.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Rows under headings, each column as wide as its widest cell.
public final class Table {
  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /// The lines, headings first.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line(headings));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      line.append(cell).repeat(' ', width(column) - cell.length() + 2);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int widest = headings.get(column).length();
    for (List<String> row : rows) {
      widest = Math.max(widest, row.get(column).length());
    }
    return widest;
  }
}
