package dev.tako.graph.graph;

import dev.tako.contract.ManifestProblem;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.Problem;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.StepEvents;
import dev.tako.manifest.Workflow;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A valid manifest at one commit, with what planning asks of it worked out once.
///
/// @param repo with its branch
/// @param commit full hex
/// @param source the text of `tako.yml`
/// @param digest hex SHA-256 of the source
/// @param events by workflow name, what its steps may emit
public record IndexedManifest(
    RepositoryRef repo,
    String commit,
    String source,
    String digest,
    Manifest manifest,
    Map<String, List<EmittedEvent>> events) {

  /// The file a manifest stands in, at the root of its repository.
  public static final String FILE = "tako.yml";

  public static IndexedManifest of(
      RepositoryRef repo, String commit, String source, Manifest manifest) {
    Map<String, List<EmittedEvent>> events = new LinkedHashMap<>();
    manifest.workflows().forEach((name, workflow) -> events.put(name, eventsOf(workflow)));
    return new IndexedManifest(
        repo,
        commit,
        source,
        Sha256.hex(source.getBytes(StandardCharsets.UTF_8)),
        manifest,
        Map.copyOf(events));
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

  List<EmittedEvent> eventsOf(String workflow) {
    return events.getOrDefault(workflow, List.of());
  }
}
