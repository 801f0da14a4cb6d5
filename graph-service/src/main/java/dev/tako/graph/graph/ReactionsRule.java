package dev.tako.graph.graph;

import dev.tako.manifest.EmittedEvent;
import java.util.ArrayList;
import java.util.List;

/// Follows events to the subscriptions that could match them, and on to the events of the workflows
/// those start; no such chain may lead back to a workflow it came from.
///
/// A reaction does not travel to dependents, so only events are followed from it.
final class ReactionsRule {
  private final PlanScope scope;
  private final Complaints complaints;

  ReactionsRule(PlanScope scope, Complaints complaints) {
    this.scope = scope;
    this.complaints = complaints;
  }

  /// @param travelling the executions of the root's workflow
  Walk<Execution, ReactionEdge> walk(List<Execution> travelling) {
    Walk<Execution, ReactionEdge> walk = Walk.from(travelling, this::edgesOf);
    walk.cycles().forEach(this::complain);
    return walk;
  }

  private List<ReactionEdge> edgesOf(Execution execution) {
    List<ReactionEdge> edges = new ArrayList<>();
    IndexedManifest emitter = scope.manifest(execution.repo());
    for (EmittedEvent event : emitter.eventsOf(execution.workflow())) {
      scope.listeners(edges, execution, emitter, event);
    }
    return edges;
  }

  private void complain(Walk.Cycle<Execution, ReactionEdge> cycle) {
    ReactionEdge closing = cycle.closing();
    complaints.add(
        scope.manifest(closing.to().repo()),
        closing.subscription().at(),
        closing.path(),
        Cycle.message(
            cycle.nodes().stream()
                .map(node -> node.repo().fullName() + " " + node.workflow())
                .toList()),
        "%s of %s would start it again; let it emit another event type or react with another workflow."
            .formatted(closing.event(), closing.from().repo().fullName()));
  }
}
