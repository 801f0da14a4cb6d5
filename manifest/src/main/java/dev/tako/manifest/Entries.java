package dev.tako.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// The entries of a YAML map in their order, `<<` merged in, a key that stands twice noted as a
/// problem.
final class Entries {

  private Entries() {}

  static Map<String, Item> of(MappingNode mapping, String path, Problems problems) {
    Map<String, Item> entries = new LinkedHashMap<>();
    Map<String, Position> places = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Position at = YamlReader.positionOf(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        String hint = Unquoted.hint(mapping);
        problems.error(at, path, "expected a word as key, found a list or map", hint);
        continue;
      }
      String name = key.getValue().intern();
      Position first = places.putIfAbsent(name, at);
      if (first != null) {
        problems.error(
            at,
            join(path, name),
            "'" + name + "' stands twice, first in line " + first.line(),
            null);
      } else if (!isMerge(name)) {
        entries.put(name, new Item(key, tuple.getValueNode(), join(path, name), problems));
      }
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && isMerge(key.getValue())) {
        merge(tuple.getValueNode(), path, problems).forEach(entries::putIfAbsent);
      }
    }
    return entries;
  }

  private static boolean isMerge(String name) {
    return name.equals("<<");
  }

  private static Map<String, Item> merge(Node node, String path, Problems problems) {
    Map<String, Item> merged = new LinkedHashMap<>();
    List<Node> sources =
        node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    for (Node source : sources) {
      if (source instanceof MappingNode mapping) {
        of(mapping, path, problems).forEach(merged::putIfAbsent);
      } else {
        problems.error(
            YamlReader.positionOf(source.getStartMark()), path, "expected a map after '<<'", null);
      }
    }
    return merged;
  }

  /// `workflows.release`
  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
