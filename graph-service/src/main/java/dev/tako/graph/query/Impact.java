package dev.tako.graph.query;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.JsonText;
import dev.tako.graph.graph.Passage;
import dev.tako.graph.graph.SubscriptionRef;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What may run if a repository, one of its artifacts or one of its events changes, each with the
/// edge that leads there first: dependents as far as a workflow travels, reactions, and what reacts
/// to those in turn. Reactions do not travel to dependents.
///
/// @param repositories how many are among those reached
/// @param executions how many may come about
/// @param steps nearest first
public record Impact(
    Question question, IndexedManifest root, int repositories, int executions, List<Step> steps) {
  /// What is asked about; null: all of them.
  ///
  /// @param artifact only events about it
  /// @param event only events of this type
  /// @param workflow only what this workflow of the repository leads to
  public record Question(
      @Nullable String artifact, @Nullable String event, @Nullable String workflow) {
    /// A change of an artifact or an event is noticed by those who listen, not by dependents.
    boolean isAboutEvents() {
      return artifact != null || event != null;
    }
  }

  /// What comes about by the same workflow that travels, or by the same event.
  ///
  /// @param distance how many edges away from what is asked about, at least 1
  /// @param place of the workflow in the manifest of `from`; -1 for an event that no workflow of it
  ///   emits, but somebody outside may
  /// @param execution the workflow on the repository, see [JsonText#execution]; null without one
  /// @param artifact of the event
  /// @param event its type; null when a workflow travels
  /// @param reached one that runs both as a dependent and as a reaction is in two steps
  public record Step(
      int distance,
      Passage.Cause cause,
      IndexedManifest from,
      int place,
      @Nullable JsonText execution,
      @Nullable String artifact,
      @Nullable String event,
      List<Reached> reached) {

    /// Of `from`; null for an event from outside.
    public @Nullable String workflow() {
      return place < 0 ? null : from.workflowNames().get(place);
    }
  }

  /// An execution that may come about.
  ///
  /// @param place of the workflow in the manifest
  /// @param execution the workflow on the repository, see [JsonText#execution]
  /// @param line where the edge stands: in the manifest of `from` for a dependent, in its own for a
  ///   reaction
  public record Reached(IndexedManifest manifest, int place, JsonText execution, int line) {
    public String workflow() {
      return manifest.workflowNames().get(place);
    }
  }

  /// The names a question may use.
  public record Known(Set<String> artifacts, Set<String> events, Set<String> workflows) {}

  public Impact {
    steps = List.copyOf(steps);
  }

  /// What is emitted and what is listened for, whether it is emitted or not: an event may come from
  /// outside.
  public static Known known(Graph graph, IndexedManifest root) {
    Set<String> artifacts = new TreeSet<>(root.manifest().artifacts().keySet());
    Set<String> events = new TreeSet<>();
    root.events().values().stream()
        .flatMap(Collection::stream)
        .forEach(event -> events.add(event.type()));
    for (SubscriptionRef ref : graph.subscribersOf(root.name())) {
      events.addAll(ref.entry().events());
    }
    return new Known(artifacts, events, new LinkedHashSet<>(root.manifest().workflows().keySet()));
  }

  public static Impact of(Graph graph, IndexedManifest root, Question question) {
    return new ImpactSearch(graph, root).search(question);
  }
}
