package dev.tako.runner.dependency;

import java.util.List;

/// A place in a file that says which version of a dependency is wanted.
///
/// @param names what the dependency may be called, the fullest name first
/// @param requirement the text at the place, for example `1.2.0`, `^1.2.0` or `${core.version}`
record Declaration(List<String> names, String requirement, int start, int end) {
  Declaration {
    names = List.copyOf(names);
  }

  static Declaration of(List<String> names, Leaf leaf) {
    return new Declaration(names, leaf.text(), leaf.start(), leaf.end());
  }
}
