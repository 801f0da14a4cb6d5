package dev.tako.graph.plan;

import dev.tako.contract.Plan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Plan.PlannedDependent;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Names;
import dev.tako.graph.plan.Planner.Planned;
import dev.tako.graph.walk.DependentEdge;
import dev.tako.graph.walk.Execution;
import dev.tako.graph.walk.ReactionEdge;
import dev.tako.graph.walk.Stop;
import dev.tako.graph.walk.Walk;
import dev.tako.manifest.EmittedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts a plan together from the walks along its edges, against which nothing stands.
final class PlanAssembly {
  private static final int NOT_THERE = -1;

  private final PlanScope scope;
  private final Walk<Execution, DependentEdge> travel;
  private final Walk<Execution, ReactionEdge> reactions;
  private final List<Stop> stops = new ArrayList<>();
  private final int[] places;
  private final Map<String, Integer> artifacts = new HashMap<>();
  private final List<String> artifactsInOrder = new ArrayList<>();

  PlanAssembly(
      PlanScope scope,
      Walk<Execution, DependentEdge> travel,
      Walk<Execution, ReactionEdge> reactions) {
    this.scope = scope;
    this.travel = travel;
    this.reactions = reactions;
    this.places = new int[scope.stops().all().size()];
    Arrays.fill(places, NOT_THERE);
  }

  /// @param order every repository the workflow travels to, each after all it comes from
  Planned plan(String workflow, List<Execution> order, Collection<String> warnings) {
    order.forEach(this::add);
    reactions.nodes().reversed().forEach(this::add);
    List<PlannedRepository> repositories = new ArrayList<>(stops.size());
    List<IndexedManifest> manifests = new ArrayList<>(stops.size());
    for (Stop stop : stops) {
      IndexedManifest manifest = stop.manifest();
      manifests.add(manifest);
      repositories.add(
          new PlannedRepository(
              manifest.repo(), scope.url(stop), manifest.commit(), manifest.sourceDigest()));
    }
    List<PlannedSubscription> subscriptions = subscriptions();
    Plan unhashed =
        new Plan(
            "",
            scope.root().repo(),
            workflow,
            repositories,
            dependents(order),
            artifactsInOrder,
            subscriptions,
            excluded(subscriptions),
            List.copyOf(warnings));
    return new Planned(PlanHash.stamp(unhashed, manifests), manifests);
  }

  private void add(Execution execution) {
    Stop stop = execution.stop();
    if (places[stop.place()] == NOT_THERE) {
      places[stop.place()] = stops.size();
      stops.add(stop);
    }
  }

  private int placeOf(Execution execution) {
    return places[execution.stop().place()];
  }

  private List<PlannedDependent> dependents(List<Execution> order) {
    List<PlannedDependent> dependents = new ArrayList<>();
    for (Execution from : order) {
      for (DependentEdge edge : travel.edges(from)) {
        dependents.add(new PlannedDependent(placeOf(from), placeOf(edge.to()), edge.index()));
      }
    }
    return dependents;
  }

  /// In the order of the plan's repositories and of their manifests.
  private List<PlannedSubscription> subscriptions() {
    int[] @Nullable [] listening = listening();
    List<PlannedSubscription> subscriptions = new ArrayList<>();
    for (int place = 0; place < listening.length; place++) {
      int[] entries = listening[place];
      for (int index = 0; entries != null && index < entries.length; index++) {
        if (entries[index] != NOT_THERE) {
          subscriptions.add(new PlannedSubscription(place, index, entries[index]));
        }
      }
    }
    return subscriptions;
  }

  /// By the place of the subscriber and the index of the entry, the place of the artifact listened
  /// to.
  @SuppressWarnings("ReferenceEquality") // the edges of one event stand together
  private int[] @Nullable [] listening() {
    int[] @Nullable [] listening = new int[stops.size()][];
    for (Execution from : reactions.nodes().reversed()) {
      EmittedEvent last = null;
      int artifact = NOT_THERE;
      for (ReactionEdge edge : reactions.edges(from)) {
        if (edge.event() != last) {
          last = edge.event();
          artifact = artifact(from.repo().fullName() + ":" + last.artifact());
        }
        int place = placeOf(edge.to());
        int[] entries = listening[place];
        if (entries == null) {
          entries = new int[edge.to().stop().linked().subscriptions()];
          Arrays.fill(entries, NOT_THERE);
          listening[place] = entries;
        }
        entries[edge.index()] = artifact;
      }
    }
    return listening;
  }

  private int artifact(String name) {
    return artifacts.computeIfAbsent(
        name,
        added -> {
          artifactsInOrder.add(added);
          return artifactsInOrder.size() - 1;
        });
  }

  private List<ExcludedSubscription> excluded(List<PlannedSubscription> subscriptions) {
    if (scope.excluded().isEmpty()) {
      return List.of();
    }
    record Entry(String subscriber, int index) {}
    Set<Entry> listening = new HashSet<>();
    subscriptions.forEach(edge ->
        listening.add(new Entry(stops.get(edge.subscriber()).repo().toString(), edge.index())));
    return scope.excluded().stream()
        .filter(edge -> !listening.contains(new Entry(edge.subscriber().toString(), edge.index())))
        .sorted(
            Comparator.comparing(ExcludedSubscription::subscriber, Names.ORDER)
                .thenComparingInt(ExcludedSubscription::index)
                .thenComparing(ExcludedSubscription::event))
        .toList();
  }
}
