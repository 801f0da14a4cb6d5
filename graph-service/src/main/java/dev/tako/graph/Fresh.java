package dev.tako.graph;

import dev.tako.graph.graph.IndexedManifest;
import org.jspecify.annotations.Nullable;

/// A manifest that has just come into force.
///
/// @param before what was in force on its branch; null when nothing was
record Fresh(IndexedManifest manifest, @Nullable IndexedManifest before) {
  /// Whether its edges or events are not those of before.
  boolean leadsElsewhere() {
    return before == null || !manifest.leadsAs(before);
  }
}
