package dev.tako.manifest;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// What a YAML scalar is by the rules of YAML 1.2, where `yes`, `on` and `1:30` are texts.
final class Scalar {

  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

  private Scalar() {}

  /// String, Long, Double, Boolean or null.
  static @Nullable Object value(ScalarNode node) {
    String text = node.getValue();
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return text;
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> number(text);
    };
  }

  /// A whole number that 64 bits cannot hold stays a text: as a decimal it would silently become
  /// another number.
  private static Object number(String text) {
    if (WHOLE.matcher(text).matches()) {
      Long whole = whole(text);
      return whole == null ? text : whole;
    }
    return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }

  /// The whole number, null when the text is none or one that 64 bits cannot hold.
  static @Nullable Long whole(String text) {
    try {
      return WHOLE.matcher(text).matches() ? Long.valueOf(text) : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  static boolean isTooLarge(@Nullable Object value) {
    return value instanceof String text && WHOLE.matcher(text).matches() && whole(text) == null;
  }
}
