package dev.tako.runner.dependency;

import java.util.List;

/// A text in a structured file, and where it stands.
///
/// @param path the names that lead to it, from the outside in
/// @param start of the text itself, without quotes or space around it
record Leaf(List<String> path, String text, int start, int end) {
  Leaf {
    path = List.copyOf(path);
  }

  String name() {
    return path.getLast();
  }

  List<String> parent() {
    return path.subList(0, path.size() - 1);
  }
}
