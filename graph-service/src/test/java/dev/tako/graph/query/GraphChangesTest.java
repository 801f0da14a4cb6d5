package dev.tako.graph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Plan;
import dev.tako.graph.cycle.CyclesTest;
import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.plan.Planner;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A graph is changed one repository at a time and keeps numbers for names; what it answers must
/// not depend on the way it came about.
class GraphChangesTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final Planner.Limits LIMITS = new Planner.Limits(50, 60);

  @Test
  void a_graph_that_was_changed_many_times_answers_as_one_made_anew() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      int size = 2 + random.nextInt(7);
      Graph graph = Graph.EMPTY;
      for (int step = 0; step < 8 * size; step++) {
        graph = changed(graph, random, size);
      }

      // When
      Graph anew = madeAnew(graph, random);

      // Then
      assertThat(answers(graph)).as("seed %d", seed).isEqualTo(answers(anew));
    }
  }

  private static Graph changed(Graph graph, Random random, int size) {
    String name = "acme/r" + random.nextInt(size);
    String branch = random.nextInt(4) == 0 ? "next" : "main";
    Repository known = graph.find(name).orElse(null);
    if (known == null) {
      return graph.with(
          Repository.registered(RepositoryRef.parse(name), "file:///srv/" + name).reached("main"));
    }
    RepositoryRef ref = known.ref().withBranch(branch);
    return switch (random.nextInt(8)) {
      case 0 -> graph.with(known.reached(known.defaultBranch() == null ? "main" : branch));
      case 1 -> graph.with(known.without(branch));
      case 2 -> graph.with(known.withUrl("file:///srv/moved/" + random.nextInt(3)));
      default ->
          new Change.PutInForce(
                  Manifests.indexed(ref.toString(), CyclesTest.randomManifest(random, size)), AT)
              .in(graph);
    };
  }

  private static Graph madeAnew(Graph graph, Random random) {
    List<Repository> all = new ArrayList<>(graph.repositories());
    Collections.shuffle(all, random);
    Graph anew = Graph.EMPTY;
    for (Repository repository : all) {
      anew = anew.with(repository);
    }
    return anew;
  }

  private static Map<String, Object> answers(Graph graph) {
    Map<String, Object> answers = new TreeMap<>();
    answers.put("names", new TreeSet<>(graph.names()));
    answers.put("size", graph.size());
    for (Repository repository : graph.repositories()) {
      String name = repository.fullName();
      answers.put("subscribers of " + name, subscribers(graph, name));
      answers.put("named " + name, graph.namedBy(name));
      answers.put("branches named of " + name, graph.branchesNamed(name));
      repository.branches().values().stream()
          .map(Branch::inForce)
          .forEach(manifest -> {
            if (manifest != null) {
              answersOf(graph, manifest, answers);
            }
          });
    }
    return answers;
  }

  private static List<String> subscribers(Graph graph, String name) {
    return graph.subscribersOf(name).stream()
        .map(ref -> ref.manifest().digest() + " " + ref.index())
        .toList();
  }

  private static void answersOf(
      Graph graph, IndexedManifest manifest, Map<String, Object> answers) {
    for (String workflow : manifest.manifest().workflows().keySet()) {
      String place = manifest.repo() + " " + workflow;
      var request = new Plan.Request(manifest.repo(), workflow, null, Map.of());
      answers.put("plan of " + place, told(Planner.plan(graph, manifest, request, LIMITS)));
      var question = new Impact.Question(null, null, workflow);
      answers.put("impact of " + place, Impact.of(graph, manifest, question));
    }
    var anyEvent = new Impact.Question("default", null, null);
    answers.put("listeners of " + manifest.repo(), Impact.of(graph, manifest, anyEvent));
  }

  private static Object told(Planner.Outcome outcome) {
    return switch (outcome) {
      case Planner.Planned planned -> planned.plan();
      case Planner.Refused refused -> refused.refusal();
    };
  }
}
