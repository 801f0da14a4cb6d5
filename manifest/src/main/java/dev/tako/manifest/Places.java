package dev.tako.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/// Where each path of a manifest stands in its file, such as `workflows.release.steps[2].run`: the
/// key of an entry, or the beginning of an item.
public final class Places {

  private final Map<String, Position> positions = new HashMap<>();

  private Places() {}

  /// The places in a manifest that was read without problems.
  public static Places of(String content) {
    Places places = new Places();
    Problems ignored = new Problems("", content);
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    Node root = new YamlReader(text, ignored).read();
    if (root != null) {
      places.add(new Item(root, "", ignored));
    }
    return places;
  }

  private void add(Item item) {
    positions.put(item.path(), item.nameAt());
    List<Item> children =
        item.isMap()
            ? List.copyOf(item.entries("a map").values())
            : item.isList() ? item.items("a list") : List.of();
    children.forEach(this::add);
  }

  /// Whether the file itself has this path.
  public boolean has(String path) {
    return positions.containsKey(path);
  }

  /// The place of a path, or of the nearest above it that the file has.
  public Position of(String path, Position otherwise) {
    String at = path;
    while (!at.isEmpty()) {
      @Nullable Position position = positions.get(at);
      if (position != null) {
        return position;
      }
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return otherwise;
  }
}
