package dev.tako.manifest.template;

import dev.tako.manifest.expression.JsonText;
import dev.tako.manifest.expression.ValueType;
import dev.tako.manifest.expression.Values;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What can stand after a `|` in a template, each with the number of its arguments.
enum Pipe {
  SHELL_QUOTE(0),
  JSON_ESCAPE(0),
  URL_ENCODE(0),
  HTML_ESCAPE(0),
  DEFAULT(1),
  EMPTY(0),
  TRIM(0),
  UPPER(0),
  LOWER(0),
  SPLIT(1),
  JOIN(1),
  REPLACE(2),
  CONTAINS(1),
  HAS_PREFIX(1),
  HAS_SUFFIX(1),
  TO_STRING(0),
  TO_INT(0),
  TO_FLOAT(0),
  TO_BOOL(0),
  KEYS(0),
  VALUES(0),
  LENGTH(0),
  FIRST(0),
  LAST(0),
  RAW(0);

  private final int arity;

  Pipe(int arity) {
    this.arity = arity;
  }

  int arity() {
    return arity;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Pipe named(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst().orElse(null);
  }

  static String words() {
    return String.join(", ", Arrays.stream(values()).map(Pipe::word).toList());
  }

  /// Whether the pipe has an answer for a value that does not exist.
  boolean allowsMissing() {
    return this == DEFAULT || this == EMPTY;
  }

  /// The type of what comes out, null when it depends on what goes in.
  @Nullable ValueType result() {
    return switch (this) {
      case SHELL_QUOTE,
          JSON_ESCAPE,
          URL_ENCODE,
          HTML_ESCAPE,
          TRIM,
          UPPER,
          LOWER,
          JOIN,
          REPLACE,
          TO_STRING ->
          ValueType.STRING;
      case EMPTY, CONTAINS, HAS_PREFIX, HAS_SUFFIX, TO_BOOL -> ValueType.BOOLEAN;
      case TO_INT, TO_FLOAT, LENGTH -> ValueType.NUMBER;
      case SPLIT, KEYS, VALUES -> ValueType.LIST;
      case DEFAULT, FIRST, LAST, RAW -> null;
    };
  }

  /// @throws IllegalArgumentException when the value is of a type the pipe cannot take
  @Nullable Object apply(@Nullable Object value, List<@Nullable Object> args) {
    return switch (this) {
      case RAW -> value;
      case SHELL_QUOTE -> ShellQuoting.bare(text(value));
      case JSON_ESCAPE -> JsonText.escape(text(value));
      case URL_ENCODE -> URLEncoder.encode(text(value), StandardCharsets.UTF_8).replace("+", "%20");
      case HTML_ESCAPE -> htmlEscape(text(value));
      case DEFAULT -> value == null || value.equals("") ? args.getFirst() : value;
      case EMPTY -> value == null || sizeOf(value) == 0;
      case TRIM -> text(value).strip();
      case UPPER -> text(value).toUpperCase(Locale.ROOT);
      case LOWER -> text(value).toLowerCase(Locale.ROOT);
      case SPLIT -> split(text(value), text(args.getFirst()));
      case JOIN ->
          String.join(text(args.getFirst()), list(value).stream().map(Values::text).toList());
      case REPLACE -> text(value).replace(text(args.getFirst()), text(args.getLast()));
      case CONTAINS -> contains(value, args.getFirst());
      case HAS_PREFIX -> text(value).startsWith(text(args.getFirst()));
      case HAS_SUFFIX -> text(value).endsWith(text(args.getFirst()));
      case TO_STRING -> Values.text(value);
      case TO_INT -> toLong(value);
      case TO_FLOAT -> toDouble(value);
      case TO_BOOL -> toBoolean(value);
      case KEYS -> new ArrayList<Object>(map(value).keySet());
      case VALUES -> new ArrayList<Object>(map(value).values());
      case LENGTH -> (long) length(value);
      case FIRST -> nonEmpty(list(value)).getFirst();
      case LAST -> nonEmpty(list(value)).getLast();
    };
  }

  private String text(@Nullable Object value) {
    if (value == null || value instanceof List<?> || value instanceof Map<?, ?>) {
      throw unfit("a string", value);
    }
    return Values.text(value);
  }

  private List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw unfit("a list", value);
  }

  private List<?> nonEmpty(List<?> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("'" + word() + "' expects a list with items, found none");
    }
    return list;
  }

  private Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw unfit("a map", value);
  }

  private IllegalArgumentException unfit(String expected, @Nullable Object found) {
    return new IllegalArgumentException(
        "'" + word() + "' expects " + expected + ", found " + Values.typeOf(found));
  }

  private IllegalArgumentException unreadable(String expected, Object found) {
    return new IllegalArgumentException(
        "'" + word() + "' expects " + expected + ", found '" + Values.text(found) + "'");
  }

  /// -1 for what has no size.
  private static int sizeOf(Object value) {
    return switch (value) {
      case String s -> s.length();
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default -> -1;
    };
  }

  private int length(@Nullable Object value) {
    int size = value instanceof String s ? s.codePointCount(0, s.length()) : -1;
    size = size < 0 && value != null ? sizeOf(value) : size;
    if (size < 0) {
      throw unfit("a string, list or map", value);
    }
    return size;
  }

  private boolean contains(@Nullable Object value, @Nullable Object wanted) {
    return switch (value) {
      case List<?> list -> list.contains(wanted);
      case Map<?, ?> map -> map.containsKey(text(wanted));
      case null, default -> text(value).contains(text(wanted));
    };
  }

  private static List<String> split(String text, String separator) {
    return text.isEmpty() ? List.of() : List.of(text.split(Pattern.quote(separator), -1));
  }

  private long toLong(@Nullable Object value) {
    if (value instanceof Boolean) {
      throw unfit("a number", value);
    }
    String text = text(value).strip();
    try {
      return value instanceof Double d ? d.longValue() : Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw unreadable("a whole number", text);
    }
  }

  private double toDouble(@Nullable Object value) {
    String text = text(value).strip();
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw unreadable("a number", text);
    }
  }

  private boolean toBoolean(@Nullable Object value) {
    String text = text(value).strip().toLowerCase(Locale.ROOT);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw unreadable("true or false", text);
    };
  }

  private static String htmlEscape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }
}
