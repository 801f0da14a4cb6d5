package dev.tako.coordinator.run;

import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Plan.PlannedDependent;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A few repositories with their manifests, and the plan that follows from them; repositories are
/// given in topological order.
final class Org {
  private final Map<RepositoryRef, String> manifests = new LinkedHashMap<>();
  private final List<ExcludedSubscription> excluded = new ArrayList<>();

  /// Adds `acme/<name>:main`.
  Org repo(String name, String manifest) {
    manifests.put(ref(name), "version: \"1\"\n" + manifest);
    return this;
  }

  /// Adds a subscription that planning has excluded.
  Org excluded(ExcludedSubscription subscription) {
    excluded.add(subscription);
    return this;
  }

  static RepositoryRef ref(String name) {
    return RepositoryRef.parse("acme/" + name + ":main");
  }

  static String commit(String name) {
    return "%040x".formatted(name.hashCode() & 0xffffffffL);
  }

  RunPlan plan(String root, String workflow) {
    List<PlannedRepository> repositories = new ArrayList<>();
    List<PlannedDependent> dependents = new ArrayList<>();
    List<PlannedSubscription> subscriptions = new ArrayList<>();
    List<String> artifacts = new ArrayList<>();
    List<RepositoryRef> places = List.copyOf(manifests.keySet());
    Set<RepositoryRef> reached = new HashSet<>(Set.of(ref(root)));
    manifests.forEach((repo, text) -> {
      repositories.add(
          new PlannedRepository(
              repo,
              "file:///" + repo.name() + ".git",
              commit(repo.name()),
              ManifestTexts.digestOf(text)));
      Manifest manifest = parse(repo, text);
      for (int i = 0; i < manifest.dependents().size(); i++) {
        if (reached.contains(repo) && manifest.dependents().get(i).carries(workflow)) {
          reached.add(manifest.dependents().get(i).repo().withBranch("main"));
          RepositoryRef to = manifest.dependents().get(i).repo().withBranch("main");
          dependents.add(new PlannedDependent(places.indexOf(repo), places.indexOf(to), i));
        }
      }
      for (int i = 0; i < manifest.subscriptions().size(); i++) {
        String artifact = manifest.subscriptions().get(i).artifact().toString();
        if (!artifacts.contains(artifact)) {
          artifacts.add(artifact);
        }
        subscriptions.add(
            new PlannedSubscription(places.indexOf(repo), i, artifacts.indexOf(artifact)));
      }
    });
    return new RunPlan(
        new Plan(
            "hash-of-" + root,
            ref(root),
            workflow,
            repositories,
            dependents,
            artifacts,
            subscriptions,
            excluded,
            List.of()),
        new Manifests(this::texts, Long.MAX_VALUE));
  }

  /// As the coordinator reads them from its database.
  Map<String, String> texts(Collection<String> digests) {
    Map<String, String> texts = new HashMap<>();
    for (String text : manifests.values()) {
      String digest = ManifestTexts.digestOf(text);
      if (digests.contains(digest)) {
        texts.put(digest, text);
      }
    }
    return texts;
  }

  private static Manifest parse(RepositoryRef repo, String text) {
    ParseResult result = ManifestParser.parse("tako.yml", text);
    if (result.manifest() == null) {
      throw new IllegalArgumentException(repo + ": " + result.problems());
    }
    return result.manifest();
  }
}
