package dev.tako.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A map whose keys the language knows: every other key but `x-…` is a problem.
final class Fields {

  private final Item owner;
  private final Map<String, Item> entries;

  private final List<String> unknown;

  private Fields(Item owner, Map<String, Item> entries, List<String> unknown) {
    this.owner = owner;
    this.entries = entries;
    this.unknown = unknown;
  }

  static Fields of(Item owner, String what, List<String> known) {
    Map<String, Item> entries = owner.entries(what);
    List<String> unknown = new ArrayList<>();
    entries.forEach((name, item) -> {
      if (!known.contains(name) && !name.startsWith("x-")) {
        item.nameError("unknown key '" + name + "'", hint(owner.path(), name, known));
        unknown.add(name);
      }
    });
    return new Fields(owner, entries, unknown);
  }

  private static @Nullable String hint(String path, String name, List<String> known) {
    return Stream.of(
            WrongForms.hint(path, name),
            Nearest.question(name, known),
            WrongForms.elsewhere(name),
            Nearest.hint(name, known))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /// Whether a key was most likely misspelt, so that what it stands for is not missing too.
  boolean hasUnknown() {
    return !unknown.isEmpty();
  }

  boolean has(String name) {
    Item item = entries.get(name);
    return item != null && !item.isNothing();
  }

  @Nullable Item get(String name) {
    return has(name) ? entries.get(name) : null;
  }

  /// The entry, or a problem.
  @Nullable Item required(String name) {
    Item item = get(name);
    Item empty = entries.get(name);
    if (item == null && empty != null) {
      empty.error("expected a value for '" + name + "', found nothing");
    } else if (item == null
        && isOrShouldBeMap()
        && unknown.stream().noneMatch(u -> isMeant(name, u))) {
      owner.nameError("'" + name + "' is missing", null);
    }
    return item;
  }

  /// Another value than a map was a problem already.
  private boolean isOrShouldBeMap() {
    return owner.isMap() || owner.isNothing();
  }

  private static boolean isMeant(String name, String unknown) {
    return Nearest.to(unknown, List.of(name)) != null;
  }

  <T> @Nullable T read(String name, Function<Item, @Nullable T> reader) {
    Item item = get(name);
    return item == null ? null : reader.apply(item);
  }

  boolean flag(String name, boolean otherwise) {
    Item item = get(name);
    return item == null ? otherwise : item.bool(otherwise);
  }

  @Nullable String text(String name) {
    return read(name, item -> item.text("a text"));
  }

  List<Item> list(String name) {
    Item item = get(name);
    return item == null ? List.of() : item.items("a list");
  }

  /// The names that stand in the list.
  List<String> texts(String name) {
    Item item = get(name);
    return item == null ? List.of() : item.texts("a list", "a text");
  }

  Map<String, Item> map(String name) {
    Item item = get(name);
    return item == null ? Map.of() : item.entries("a map");
  }

  /// Notes the use of keys that cannot be carried out yet.
  void notSupportedYet(List<String> names) {
    for (String name : names) {
      Item item = get(name);
      if (item != null) {
        item.notSupportedYet(name);
      }
    }
  }
}
