package dev.tako.manifest;

import dev.tako.manifest.expression.SwappedLimitsException;
import dev.tako.manifest.expression.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A value in a manifest with its place and path; what is read from it is checked, and what is
/// wrong is noted.
record Item(@Nullable Node key, Node node, String path, Problems problems) {

  Item(Node node, String path, Problems problems) {
    this(null, node, path, problems);
  }

  Position at() {
    return YamlReader.positionOf(node.getStartMark());
  }

  /// The place of the entry's name, where it has one.
  Position nameAt() {
    return key == null ? at() : YamlReader.positionOf(key.getStartMark());
  }

  void nameError(String message, @Nullable String hint) {
    problems.error(nameAt(), path, message, hint);
  }

  /// The entry's name as an item of its own.
  Item name() {
    return key == null ? this : new Item(key, path, problems);
  }

  void error(String message, @Nullable String hint) {
    problems.error(at(), path, message, hint);
  }

  void error(String message) {
    error(message, null);
  }

  void notSupportedYet(String what) {
    problems.notSupportedYet(at(), path, what);
  }

  boolean isNothing() {
    return node instanceof ScalarNode scalar && Scalar.value(scalar) == null;
  }

  boolean isText() {
    return node instanceof ScalarNode && !isNothing();
  }

  private boolean isQuoted() {
    return node instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.PLAIN;
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  /// Whether it is a map; nothing is a problem here, and what is neither was one when its fields
  /// were read.
  boolean isMapNotNothing(String what) {
    if (isNothing()) {
      expected(what);
    }
    return isMap();
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /// What is there, for "expected …, found …".
  String found() {
    if (node instanceof ScalarNode scalar) {
      String text = scalar.getValue().strip();
      String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
      return isNothing() ? "nothing" : "'" + shown.replace("\n", "\\n") + "'";
    }
    return isMap() ? "a map" : "a list";
  }

  private void expected(String what) {
    error("expected " + what + ", found " + found());
  }

  private void expectedText(String what) {
    error("expected " + what + ", found " + found(), Unquoted.hint(node));
  }

  /// The value when it is of a type, else null and a problem.
  private <T> @Nullable T scalar(Class<T> type, String what) {
    Object value = node instanceof ScalarNode scalar ? Scalar.value(scalar) : null;
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    error("expected " + what + ", found " + (isQuoted() ? "the text " : "") + found());
    return null;
  }

  /// Up to this length a text is probably a name that other manifests use too.
  private static final int NAME = 40;

  /// A text that says something; numbers and booleans count as they are written.
  @Nullable String text(String what) {
    String text = isText() && node instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (text.isBlank()) {
      expectedText(what);
      return null;
    }
    return text.length() <= NAME ? text.intern() : text;
  }

  /// A text that may be empty.
  @Nullable String anyText(String what) {
    if (node instanceof ScalarNode scalar) {
      return isNothing() ? "" : scalar.getValue();
    }
    expectedText(what);
    return null;
  }

  boolean bool(boolean otherwise) {
    Boolean value = scalar(Boolean.class, "true or false");
    return value == null ? otherwise : value;
  }

  @Nullable Integer whole(int min, int max) {
    String what = "a whole number from " + min + " to " + max;
    Long value = scalar(Long.class, what);
    if (value != null && (value < min || value > max)) {
      expected(what);
      return null;
    }
    return value == null ? null : Integer.valueOf(value.intValue());
  }

  @Nullable Double number() {
    Number value = scalar(Number.class, "a number");
    return value == null ? null : Double.valueOf(value.doubleValue());
  }

  @Nullable Duration duration() {
    return parsed("a duration such as 90s, 10m or 1h30m", Durations::parse);
  }

  /// A text in a form of its own; the form's refusal becomes the problem.
  <T> @Nullable T parsed(String what, Function<String, T> form) {
    String text = text(what);
    try {
      return text == null ? null : form.apply(text);
    } catch (SwappedLimitsException e) {
      error(String.valueOf(e.getMessage()), e.hint());
      return null;
    } catch (IllegalArgumentException e) {
      error(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /// One of the words of an enum, in lower case.
  <E extends Enum<E>> @Nullable E word(Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    String what = "one of " + String.join(", ", words);
    String text = text(what);
    int index = text == null ? -1 : words.indexOf(text);
    if (text != null && index < 0) {
      error("expected " + what + ", found " + found(), Nearest.question(text, words));
    }
    return index < 0 ? null : type.getEnumConstants()[index];
  }

  /// The items of a list; nothing is an empty one.
  List<Item> items(String what) {
    if (node instanceof SequenceNode sequence) {
      List<Item> items = new ArrayList<>();
      for (Node child : sequence.getValue()) {
        items.add(new Item(child, path + "[" + items.size() + "]", problems));
      }
      return items;
    }
    if (!isNothing()) {
      expected(what);
    }
    return List.of();
  }

  List<String> texts(String what, String each) {
    List<String> texts = new ArrayList<>();
    for (Item item : items(what)) {
      String text = item.text(each);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /// The entries of a map with free names; nothing is an empty one.
  Map<String, Item> entries(String what) {
    if (node instanceof MappingNode mapping) {
      return Entries.of(mapping, path, problems);
    }
    if (!isNothing()) {
      expected(what);
    }
    return Map.of();
  }

  /// The entries of a map whose keys the language knows.
  Fields fields(String what, List<String> known) {
    return Fields.of(this, what, known);
  }

  /// The value as JSON-like data.
  @Nullable Object value() {
    return switch (node) {
      case ScalarNode scalar -> Scalar.value(scalar);
      case SequenceNode _ -> {
        List<@Nullable Object> list = new ArrayList<>();
        items("a list").forEach(item -> list.add(item.value()));
        yield Collections.unmodifiableList(list);
      }
      default -> data();
    };
  }

  /// The map as JSON-like data.
  @SuppressWarnings("NullAway") // a null in a payload stays one
  Map<String, Object> data() {
    Map<String, Object> map = new LinkedHashMap<>();
    entries("a map").forEach((name, item) -> map.put(name, item.value()));
    return Values.copy(map);
  }

  /// The place of character `column` (from 1) of this text.
  Position within(int column) {
    if (!(node instanceof ScalarNode scalar)) {
      return at();
    }
    String value = scalar.getValue();
    int index = Math.clamp(column - 1L, 0, value.length());
    Position place =
        scalar.getScalarStyle() == ScalarStyle.LITERAL
            ? inLiteral(value.substring(0, index))
            : Flow.of(scalar, index, problems.lines());
    return place == null ? at() : place;
  }

  private Position inLiteral(String before) {
    int first = at().line() + 1;
    int line = (int) before.chars().filter(c -> c == '\n').count();
    int lineStart = before.lastIndexOf('\n') + 1;
    int column = before.codePointCount(lineStart, before.length());
    return new Position(first + line, problems.indentation(first) + column + 1);
  }
}
