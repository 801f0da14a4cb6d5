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

  /// There is none: the repository takes no part, or no more.
  record Absent(Rejection why) implements Reading {}

  /// What stands for the commit of a manifest that is in none.
  String NO_COMMIT = "0".repeat(40);

  /// @param repo with its branch
  static Reading of(Mirror mirror, RepositoryRef repo, String commit) throws IOException {
    return switch (mirror.read(commit, IndexedManifest.FILE)) {
      case ManifestFile.Present(byte[] content) -> parse(repo, commit, content);
      case ManifestFile.Absent() ->
          new Absent(
              unusable(
                  repo,
                  commit,
                  "no %s at %s".formatted(IndexedManifest.FILE, commit),
                  "Add a tako.yml to the root of the repository and push it."));
      case ManifestFile.Unusable(String reason) ->
          new Invalid(
              unusable(repo, commit, reason, "Put a plain tako.yml in its place and push it."));
    };
  }

  static Reading parse(RepositoryRef repo, String commit, byte[] content) {
    return parse(repo, commit, IndexedManifest.FILE + " at " + commit, content);
  }

  /// A manifest that is in no commit.
  static Reading unsaved(RepositoryRef repo, byte[] content) {
    return parse(repo, NO_COMMIT, "the changed " + IndexedManifest.FILE, content);
  }

  /// @param told names it in a refusal
  private static Reading parse(RepositoryRef repo, String commit, String told, byte[] content) {
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
        "%s has %s: %s"
            .formatted(
                told,
                problems.size() == 1 ? "a problem" : problems.size() + " problems",
                problems.getFirst().message());
    return new Invalid(new Rejection(commit, reason, problems));
  }

  private static Rejection unusable(RepositoryRef repo, String commit, String reason, String hint) {
    ManifestProblem problem =
        new ManifestProblem(repo.toString(), IndexedManifest.FILE, 0, 0, "", reason, hint, null);
    return new Rejection(commit, reason, List.of(problem));
  }
}
