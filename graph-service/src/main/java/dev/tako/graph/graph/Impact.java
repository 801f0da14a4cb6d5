package dev.tako.graph.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What may run if a repository, one of its artifacts or one of its events changes, each with the
/// edge that leads there first: dependents as far as a workflow travels, reactions, and what reacts
/// to those in turn. Reactions do not travel to dependents.
///
/// @param reached nearest first; one that runs both as a dependent and as a reaction is there twice
public record Impact(Question question, IndexedManifest root, List<Reached> reached) {
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

  /// An execution that may come about.
  ///
  /// @param distance how many edges away, at least 1
  /// @param via the last of those edges
  public record Reached(Passage via, int distance) {}

  /// The names a question may use.
  public record Known(Set<String> artifacts, Set<String> events, Set<String> workflows) {}

  public Impact {
    reached = List.copyOf(reached);
  }

  /// How many repositories are among those reached.
  public int repositories() {
    Set<String> names = HashSet.newHashSet(reached.size());
    reached.forEach(one -> names.add(one.via().to().name()));
    return names.size();
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
    return new Impact(question, root, new Search(graph, root).search(question));
  }

  private static final class Search {
    private final Graph graph;
    private final IndexedManifest root;
    private final Passages passages;
    private final Set<Execution> travelled = new HashSet<>();
    private final Set<Execution> reacted = new HashSet<>();
    private final List<Reached> reached = new ArrayList<>();
    private final Deque<Reached> left = new ArrayDeque<>();

    Search(Graph graph, IndexedManifest root) {
      this.graph = graph;
      this.root = root;
      this.passages = new Passages(graph);
    }

    List<Reached> search(Question question) {
      String only = question.workflow();
      Collection<String> workflows =
          only == null ? root.manifest().workflows().keySet() : List.of(only);
      if (question.isAboutEvents()) {
        listeners(question, workflows).forEach(passage -> add(passage, 1));
      } else {
        for (String workflow : workflows) {
          travelled.add(new Execution(root.repo(), workflow));
        }
        for (String workflow : workflows) {
          passages.dependents(root, workflow).forEach(passage -> add(passage, 1));
          passages.reactions(root, workflow).forEach(passage -> add(passage, 1));
        }
      }
      while (!left.isEmpty()) {
        Reached at = left.remove();
        IndexedManifest manifest = at.via().to();
        String workflow = at.via().toWorkflow();
        int next = at.distance() + 1;
        if (at.via().cause() == Passage.Cause.dependent) {
          passages.dependents(manifest, workflow).forEach(passage -> add(passage, next));
        }
        passages.reactions(manifest, workflow).forEach(passage -> add(passage, next));
      }
      return reached;
    }

    private void add(Passage passage, int distance) {
      Set<Execution> seen = passage.cause() == Passage.Cause.dependent ? travelled : reacted;
      if (seen.add(passage.target())) {
        Reached found = new Reached(passage, distance);
        reached.add(found);
        left.add(found);
      }
    }

    /// Of an event that no workflow emits, the version is not known, so that any range may admit
    /// it.
    private List<Passage> listeners(Question question, Collection<String> workflows) {
      List<Passage> found = new ArrayList<>();
      for (SubscriptionRef ref : graph.subscribersOf(root.name())) {
        var entry = ref.entry();
        String artifact = question.artifact();
        if (artifact != null && !artifact.equals(entry.artifact().artifact())) {
          continue;
        }
        for (String type : entry.events()) {
          if (question.event() == null || type.equals(question.event())) {
            listener(ref, type, workflows, question.workflow() == null).ifPresent(found::add);
          }
        }
      }
      return found;
    }

    private Optional<Passage> listener(
        SubscriptionRef ref, String type, Collection<String> workflows, boolean fromOutside) {
      boolean emitted = false;
      for (String workflow : workflows) {
        for (var event : root.eventsOf(workflow)) {
          if (event.type().equals(type)
              && event.artifact().equals(ref.entry().artifact().artifact())) {
            if (passages.admits(ref.entry().schemaVersion(), event.schemaVersion())) {
              return Optional.of(Passage.by(root, workflow, ref, type));
            }
            emitted = true;
          }
        }
      }
      return emitted || !fromOutside
          ? Optional.empty()
          : Optional.of(Passage.by(root, null, ref, type));
    }
  }
}
