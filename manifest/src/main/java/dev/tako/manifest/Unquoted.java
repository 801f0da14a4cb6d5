package dev.tako.manifest;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Texts that YAML reads as a list or a map, because they begin with a bracket.
final class Unquoted {
  private Unquoted() {}

  /// What to do about it; null where a list or a map was probably meant.
  static @Nullable String hint(Node node) {
    if (node instanceof MappingNode map
        && !map.getValue().isEmpty()
        && map.getValue().getFirst().getKeyNode() instanceof MappingNode) {
      return "put quotes around a text that begins with '{{'";
    }
    if (node instanceof SequenceNode list
        && list.getValue().size() == 1
        && list.getValue().getFirst() instanceof ScalarNode range
        && range.getValue().contains("...")) {
      return "put quotes around it: '[" + range.getValue() + "]'";
    }
    return null;
  }
}
