package dev.tako.manifest;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/// A map whose keys the language knows: every other key but `x-…` is a problem.
final class Fields {

  private final Item owner;
  private final Map<String, Item> entries;

  private Fields(Item owner, Map<String, Item> entries) {
    this.owner = owner;
    this.entries = entries;
  }

  static Fields of(Item owner, String what, List<String> known) {
    Map<String, Item> entries = owner.entries(what);
    entries.forEach((name, item) -> {
      if (!known.contains(name) && !name.startsWith("x-")) {
        String better = WrongForms.hint(owner.path(), name);
        item.problems()
            .error(
                owner.node() instanceof MappingNode mapping
                    ? Entries.placeOf(mapping, name)
                    : item.at(),
                item.path(),
                "unknown key '" + name + "'",
                better == null ? Nearest.hint(name, known) : better);
      }
    });
    return new Fields(owner, entries);
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
    if (item == null) {
      Item empty = entries.get(name);
      (empty == null ? owner : empty)
          .error(
              empty == null
                  ? "'" + name + "' is missing"
                  : "expected a value for '" + name + "', found nothing");
    }
    return item;
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
