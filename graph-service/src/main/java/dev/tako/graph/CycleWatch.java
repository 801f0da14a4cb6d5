package dev.tako.graph;

import dev.tako.graph.graph.Cycle;
import dev.tako.graph.graph.Cycles;
import dev.tako.graph.graph.Graph;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log when what came into force closes a cycle; a plan over it will be refused. Of a
/// change only what the changed repository reaches is looked at, and nothing when its edges are as
/// before.
final class CycleWatch {
  private static final Logger LOG = LoggerFactory.getLogger(CycleWatch.class);

  /// When so many change at once, the whole graph is walked once instead.
  private static final int MANY = 50;

  private CycleWatch() {}

  static void look(Graph graph, Collection<Fresh> fresh) {
    List<String> changed =
        fresh.stream().filter(Fresh::leadsElsewhere).map(one -> one.manifest().name()).toList();
    List<Cycle> cycles =
        changed.size() > MANY
            ? Cycles.of(graph)
            : changed.stream()
                .distinct()
                .flatMap(name -> graph.find(name).stream())
                .flatMap(repository -> Cycles.through(graph, repository).stream())
                .toList();
    for (Cycle cycle : cycles) {
      LOG.warn("Cycle: kind={} workflows={} {}", cycle.kind(), cycle.workflows(), cycle.message());
    }
  }
}
