package dev.tako.graph.graph;

import dev.tako.contract.Plan;
import dev.tako.graph.plan.Planner;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.RepositoryRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Graphs from texts, for tests.
public final class Manifests {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  private final Map<String, Manifest> parsed = new HashMap<>();
  private Graph graph = Graph.EMPTY;

  /// @param repo `owner/repo` or `owner/repo:branch`; every default branch is `main`
  public Manifests with(String repo, String yaml) {
    IndexedManifest manifest = indexed(repo, yaml, parsed.computeIfAbsent(yaml, Manifests::parse));
    RepositoryRef ref = manifest.repo();
    Repository repository =
        graph
            .find(ref.fullName())
            .orElseGet(
                () -> Repository.registered(ref, "file:///srv/" + ref.fullName()).reached("main"));
    Branch branch = Branch.unindexed(String.valueOf(ref.branch())).indexed(manifest, AT);
    graph = graph.with(repository.with(branch));
    return this;
  }

  public Manifests with(Repository repository) {
    graph = graph.with(repository);
    return this;
  }

  public Graph graph() {
    return graph;
  }

  public Planner.Outcome plan(String repo, String workflow) {
    return plan(repo, workflow, Map.of());
  }

  Planner.Outcome plan(String repo, String workflow, Map<String, Object> inputs) {
    RepositoryRef ref = RepositoryRef.parse(repo);
    IndexedManifest root = graph.manifest(ref).orElseThrow();
    return Planner.plan(
        graph, root, new Plan.Request(ref, workflow, null, inputs), new Planner.Limits(7, 10));
  }

  public Plan planned(String repo, String workflow) {
    return planned(repo, workflow, Map.of());
  }

  public Plan planned(String repo, String workflow, Map<String, Object> inputs) {
    return switch (plan(repo, workflow, inputs)) {
      case Planner.Planned(Plan plan, _) -> plan;
      case Planner.Refused(Plan.Refusal refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  public Plan.Refusal refused(String repo, String workflow) {
    return refused(repo, workflow, Map.of());
  }

  public Plan.Refusal refused(String repo, String workflow, Map<String, Object> inputs) {
    return switch (plan(repo, workflow, inputs)) {
      case Planner.Planned(Plan plan, _) -> throw new AssertionError(plan.toString());
      case Planner.Refused(Plan.Refusal refusal) -> refusal;
    };
  }

  public static IndexedManifest indexed(String repo, String yaml) {
    return indexed(repo, yaml, parse(yaml));
  }

  private static IndexedManifest indexed(String repo, String yaml, Manifest manifest) {
    RepositoryRef ref = RepositoryRef.parse(repo);
    RepositoryRef branch = ref.branch() == null ? ref.withBranch("main") : ref;
    String commit = Sha256.hex(yaml.getBytes(StandardCharsets.UTF_8)).substring(0, 40);
    return IndexedManifest.of(branch, commit, yaml, manifest);
  }

  private static Manifest parse(String yaml) {
    ParseResult result = ManifestParser.parse("tako.yml", yaml);
    Manifest manifest = result.manifest();
    if (manifest == null) {
      throw new AssertionError(result.problems().toString());
    }
    return manifest;
  }
}
