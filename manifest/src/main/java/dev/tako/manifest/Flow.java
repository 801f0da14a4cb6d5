package dev.tako.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// A walk through a scalar's value and its source at once, for the styles in which the two differ:
/// plain, quoted and folded. Escapes, doubled quotes, anchors and folded lines are what is skipped.
final class Flow {

  private final List<String> lines;
  private final String value;
  private final ScalarStyle style;
  private int inValue;
  private int line;
  private int[] source;
  private int column;

  private Flow(ScalarNode scalar, List<String> lines) {
    this.lines = lines;
    this.value = scalar.getValue();
    this.style = scalar.getScalarStyle();
    this.line = scalar.getStartMark().getLine();
    this.source = codePoints(line);
    this.column = scalar.getStartMark().getColumn();
  }

  /// Where the character at `index` of the value stands, null where the source is another than
  /// expected.
  static @Nullable Position of(ScalarNode scalar, int index, List<String> lines) {
    Flow flow = new Flow(scalar, lines);
    flow.begin();
    while (flow.inValue < index) {
      if (!flow.step()) {
        return null;
      }
    }
    flow.skipLineEnd();
    return new Position(flow.line + 1, flow.column + 1);
  }

  private void begin() {
    if (at(column) == '&') {
      while (column < source.length && !Character.isWhitespace(source[column])) {
        column++;
      }
      skipBlanks();
    }
    if (style == ScalarStyle.FOLDED) {
      nextLine();
      skipValueBlanks();
    } else if (style != ScalarStyle.PLAIN) {
      column++;
    }
  }

  /// One character of the value; false when the source does not have it.
  private boolean step() {
    skipLineEnd();
    int wanted = value.codePointAt(inValue);
    int found = at(column);
    if (style == ScalarStyle.DOUBLE_QUOTED && found == '\\') {
      if (column + 1 >= source.length) {
        nextLine();
        return line < lines.size();
      }
      column += escapeLength(at(column + 1));
    } else if (style == ScalarStyle.SINGLE_QUOTED && found == '\'') {
      column += 2;
    } else if (found == wanted) {
      column++;
    } else {
      return false;
    }
    inValue += Character.charCount(wanted);
    return true;
  }

  /// Where only blanks are left in the line and the value goes on, it goes on in the next one.
  private void skipLineEnd() {
    int rest = column;
    while (rest < source.length && Character.isWhitespace(source[rest])) {
      rest++;
    }
    if (rest == source.length && inValue < value.length() && line + 1 < lines.size()) {
      nextLine();
      skipValueBlanks();
    }
  }

  private void nextLine() {
    do {
      line++;
      source = codePoints(line);
      column = 0;
      skipBlanks();
    } while (column == source.length && line < lines.size());
  }

  private void skipBlanks() {
    while (column < source.length && Character.isWhitespace(source[column])) {
      column++;
    }
  }

  private void skipValueBlanks() {
    while (inValue < value.length() && Character.isWhitespace(value.charAt(inValue))) {
      inValue++;
    }
  }

  private int at(int index) {
    return index < source.length ? source[index] : -1;
  }

  private int[] codePoints(int index) {
    return index < lines.size() ? lines.get(index).codePoints().toArray() : new int[0];
  }

  private static int escapeLength(int escape) {
    return switch (escape) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }
}
