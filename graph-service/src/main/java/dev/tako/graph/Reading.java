package dev.tako.graph;

import dev.tako.contract.ManifestProblem;
import dev.tako.graph.git.ManifestFile;
import dev.tako.graph.git.Mirror;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Rejection;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What reading `tako.yml` at one commit gave.
sealed interface Reading {
  /// A manifest that can be in force.
  record Valid(IndexedManifest manifest) implements Reading {}

  /// Everything that is wrong with it.
  record Invalid(Rejection why) implements Reading {}

  /// @param repo with its branch
  static Reading of(Mirror mirror, RepositoryRef repo, String commit) throws IOException {
    return switch (mirror.read(commit, IndexedManifest.FILE)) {
      case ManifestFile.Present(byte[] content) -> parse(repo, commit, content);
      case ManifestFile.Absent() ->
          unusable(
              repo,
              commit,
              "no %s at %s".formatted(IndexedManifest.FILE, commit),
              "Add a tako.yml to the root of the repository and push it.");
      case ManifestFile.Unusable(String reason) ->
          unusable(repo, commit, reason, "Put a plain tako.yml in its place and push it.");
    };
  }

  /// @param commit names the content; it need not be there
  static Reading parse(RepositoryRef repo, String commit, byte[] content) {
    ParseResult result = ManifestParser.parse(IndexedManifest.FILE, content);
    String source = new String(content, StandardCharsets.UTF_8);
    Manifest manifest = result.manifest();
    if (manifest != null) {
      return new Valid(IndexedManifest.of(repo, commit, source, manifest));
    }
    List<ManifestProblem> problems =
        result.problems().stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .map(problem -> IndexedManifest.problemOf(repo, problem, source))
            .toList();
    String reason =
        "%s at %s has %s: %s"
            .formatted(
                IndexedManifest.FILE,
                commit,
                problems.size() == 1 ? "a problem" : problems.size() + " problems",
                problems.getFirst().message());
    return new Invalid(new Rejection(commit, reason, problems));
  }

  private static Reading unusable(RepositoryRef repo, String commit, String reason, String hint) {
    ManifestProblem problem =
        new ManifestProblem(repo.toString(), IndexedManifest.FILE, 0, 0, "", reason, hint, null);
    return new Invalid(new Rejection(commit, reason, List.of(problem)));
  }
}
