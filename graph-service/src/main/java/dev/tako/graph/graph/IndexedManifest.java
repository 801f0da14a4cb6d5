package dev.tako.graph.graph;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.ManifestTexts;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.Problem;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.StepEvents;
import dev.tako.manifest.Workflow;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A valid manifest at one commit, with what planning asks of it worked out once.
///
/// @param repo with its branch
/// @param commit full hex
/// @param source the text of `tako.yml`
/// @param sourceDigest of the source alone, the same for equal texts, see [ManifestTexts]
/// @param digest hex SHA-256 of repository, branch, commit and source
/// @param events by workflow name, what its steps may emit
/// @param name `owner/repo`
/// @param targets `owner/repo` of each of its dependents, in their order
/// @param refJson the repository with its branch, for answers in JSON
public record IndexedManifest(
    RepositoryRef repo,
    String commit,
    String source,
    String sourceDigest,
    String digest,
    Manifest manifest,
    Map<String, List<EmittedEvent>> events,
    String name,
    List<String> targets,
    JsonText refJson) {

  /// The file a manifest stands in, at the root of its repository.
  public static final String FILE = "tako.yml";

  public static IndexedManifest of(
      RepositoryRef repo, String commit, String source, Manifest manifest) {
    Map<String, List<EmittedEvent>> events = new LinkedHashMap<>();
    manifest.workflows().forEach((name, workflow) -> events.put(name, eventsOf(workflow)));
    String sourceDigest = ManifestTexts.digestOf(source);
    return new IndexedManifest(
        repo,
        commit,
        source,
        sourceDigest,
        new Sha256().text(repo.toString()).text(commit).text(sourceDigest).hex(),
        manifest,
        Map.copyOf(events),
        repo.fullName(),
        manifest.dependents().stream().map(dependent -> dependent.repo().fullName()).toList(),
        JsonText.of(repo.toString()));
  }

  private static List<EmittedEvent> eventsOf(Workflow workflow) {
    Set<EmittedEvent> events = new LinkedHashSet<>();
    workflow.steps().forEach(step -> events.addAll(StepEvents.of(workflow, step)));
    return List.copyOf(events);
  }

  /// The problem as it travels, with the line it stands in.
  public static ManifestProblem problemOf(RepositoryRef repo, Problem problem, String source) {
    return new ManifestProblem(
        repo.toString(),
        problem.file(),
        problem.line(),
        problem.column(),
        problem.path(),
        problem.message(),
        problem.hint(),
        problem.render(source));
  }

  /// Whether its edges and events are those of `before`, so that no cycle can come or go.
  public boolean leadsAs(IndexedManifest before) {
    return manifest.dependents().equals(before.manifest.dependents())
        && manifest.subscriptions().equals(before.manifest.subscriptions())
        && events.equals(before.events);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof IndexedManifest that && digest.equals(that.digest));
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  /// In the order of the manifest.
  public List<String> workflowNames() {
    return List.copyOf(manifest.workflows().keySet());
  }

  public List<EmittedEvent> eventsOf(String workflow) {
    return events.getOrDefault(workflow, List.of());
  }
}
