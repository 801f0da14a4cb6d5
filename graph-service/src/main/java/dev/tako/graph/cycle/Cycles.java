package dev.tako.graph.cycle;

import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Cycle;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Names;
import dev.tako.graph.graph.Passage;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.graph.WorkflowRef;
import dev.tako.graph.walk.Knots;
import dev.tako.graph.walk.Passages;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The cycles of the graph: over dependents that a workflow can travel around, and from workflow to
/// event to workflow. Repositories that are tangled in more than one cycle are told by the
/// shortest.
public final class Cycles {
  private static final Comparator<WorkflowRef> ORDER =
      Comparator.comparing(WorkflowRef::repo, Names.ORDER).thenComparing(WorkflowRef::workflow);

  private final Graph graph;
  private final Passages passages;
  private final Map<RepositoryRef, IndexedManifest> manifests = new HashMap<>();

  Cycles(Graph graph) {
    this.graph = graph;
    this.passages = new Passages(graph);
  }

  /// Those anywhere.
  public static List<Cycle> of(Graph graph) {
    List<WorkflowRef> all =
        graph.repositories().stream().flatMap(repo -> executions(repo).stream()).toList();
    return new Cycles(graph).among(all, _ -> true);
  }

  /// Those that a repository lies on. Only what it reaches is looked at: a cycle through it is
  /// among that, and a change of it opens or closes no other.
  public static List<Cycle> through(Graph graph, Repository repository) {
    Set<WorkflowRef> own = new HashSet<>(executions(repository));
    return new Cycles(graph).among(own, knot -> knot.stream().anyMatch(own::contains));
  }

  /// Those that a manifest lies on, which is in force in `graph`.
  static List<Cycle> through(Graph graph, IndexedManifest manifest) {
    Set<WorkflowRef> own = new HashSet<>(executions(manifest));
    return new Cycles(graph).among(own, knot -> knot.stream().anyMatch(own::contains));
  }

  static List<WorkflowRef> executions(Repository repository) {
    return repository.branches().values().stream()
        .map(Branch::inForce)
        .filter(Objects::nonNull)
        .flatMap(manifest -> executions(manifest).stream())
        .toList();
  }

  private static List<WorkflowRef> executions(IndexedManifest manifest) {
    return manifest.manifest().workflows().keySet().stream()
        .map(workflow -> new WorkflowRef(manifest.repo(), workflow))
        .toList();
  }

  private List<Cycle> among(Collection<WorkflowRef> starts, Predicate<Set<WorkflowRef>> wanted) {
    List<Cycle> cycles = new ArrayList<>();
    cycles.addAll(merged(of(Cycle.Kind.dependents, starts, wanted)));
    cycles.addAll(of(Cycle.Kind.events, starts, wanted));
    return cycles;
  }

  private List<Cycle> of(
      Cycle.Kind kind, Collection<WorkflowRef> starts, Predicate<Set<WorkflowRef>> wanted) {
    return knots(kind, starts).stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Cycles::first, ORDER))
        .map(knot -> cycle(kind, shortest(knot, ways(kind))))
        .toList();
  }

  /// The executions that lead back to themselves, each with those it does so through, among all
  /// that the starts reach.
  Set<Set<WorkflowRef>> knots(Cycle.Kind kind, Collection<WorkflowRef> starts) {
    return Knots.among(
            starts,
            (WorkflowRef execution) ->
                from(execution, ways(kind)).stream().map(Passage::target).toList())
        .stream()
        .map(Set::copyOf)
        .collect(Collectors.toSet());
  }

  private BiFunction<IndexedManifest, String, List<Passage>> ways(Cycle.Kind kind) {
    return switch (kind) {
      case dependents -> passages::dependents;
      case events -> passages::reactions;
    };
  }

  private static WorkflowRef first(Set<WorkflowRef> knot) {
    return knot.stream().min(ORDER).orElseThrow();
  }

  private List<Passage> from(
      WorkflowRef execution, BiFunction<IndexedManifest, String, List<Passage>> ways) {
    IndexedManifest manifest =
        manifests.computeIfAbsent(execution.repo(), repo -> graph.manifest(repo).orElseThrow());
    return ways.apply(manifest, execution.workflow());
  }

  /// The shortest way within the knot from its first execution back to that.
  private List<Passage> shortest(
      Set<WorkflowRef> knot, BiFunction<IndexedManifest, String, List<Passage>> ways) {
    WorkflowRef first = first(knot);
    Map<WorkflowRef, Passage> arrivedBy = new HashMap<>();
    Deque<WorkflowRef> left = new ArrayDeque<>(List.of(first));
    while (!arrivedBy.containsKey(first)) {
      for (Passage passage : from(left.remove(), ways)) {
        WorkflowRef to = passage.target();
        if (knot.contains(to) && arrivedBy.putIfAbsent(to, passage) == null) {
          left.add(to);
        }
      }
    }
    Deque<Passage> way = new ArrayDeque<>();
    WorkflowRef at = first;
    do {
      Passage passage = Objects.requireNonNull(arrivedBy.get(at));
      way.addFirst(passage);
      at = new WorkflowRef(passage.from().repo(), String.valueOf(passage.fromWorkflow()));
    } while (!at.equals(first));
    return List.copyOf(way);
  }

  private static Cycle cycle(Cycle.Kind kind, List<Passage> way) {
    Set<String> workflows = new LinkedHashSet<>();
    way.forEach(passage -> workflows.add(passage.toWorkflow()));
    return new Cycle(kind, List.copyOf(workflows), way);
  }

  /// Several workflows that travel around the same repositories are one cycle.
  private static List<Cycle> merged(List<Cycle> cycles) {
    Map<List<RepositoryRef>, Cycle> byWay = new LinkedHashMap<>();
    for (Cycle cycle : cycles) {
      byWay.merge(
          cycle.passages().stream().map(passage -> passage.from().repo()).toList(),
          cycle,
          (one, other) -> {
            List<String> both = new ArrayList<>(one.workflows());
            both.addAll(other.workflows());
            return new Cycle(one.kind(), both, one.passages());
          });
    }
    return List.copyOf(byWay.values());
  }
}
