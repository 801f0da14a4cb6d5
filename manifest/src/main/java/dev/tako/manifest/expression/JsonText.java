package dev.tako.manifest.expression;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as compact JSON.
public final class JsonText {

  private JsonText() {}

  public static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /// The inside of a JSON string, without the quotes around it.
  public static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> writeChar((char) c, out));
    return out.toString();
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(separator).append('"').append(escape(String.valueOf(entry.getKey())));
          out.append("\":");
          write(entry.getValue(), out);
          separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case Collection<?> items -> {
        String separator = "[";
        for (Object item : items) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Double d when Values.isWhole(d) -> out.append((long) d.doubleValue());
      case Number n -> out.append(n);
      case Boolean b -> out.append(b.booleanValue());
      default -> out.append('"').append(escape(value.toString())).append('"');
    }
  }

  private static void writeChar(char c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append(String.format("\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
