package dev.tako.graph.plan;

import dev.tako.graph.graph.Cycle;
import dev.tako.graph.walk.Execution;
import dev.tako.graph.walk.ReactionEdge;
import dev.tako.graph.walk.Walk;
import java.util.Collection;

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
  Walk<Execution, ReactionEdge> walk(Collection<Execution> travelling) {
    Walk<Execution, ReactionEdge> walk = Walk.from(travelling, scope::reactions);
    walk.cycles().forEach(this::complain);
    return walk;
  }

  private void complain(Walk.Cycle<Execution, ReactionEdge> cycle) {
    ReactionEdge closing = cycle.closing();
    complaints.add(
        closing.to().stop().manifest(),
        closing.subscription().at(),
        closing.path(),
        Cycle.message(cycle.nodes().stream().map(Execution::toString).toList()),
        "%s of %s would start it again; let it emit another event type or react with another workflow."
            .formatted(closing.event().type(), closing.from().repo().fullName()));
  }
}
