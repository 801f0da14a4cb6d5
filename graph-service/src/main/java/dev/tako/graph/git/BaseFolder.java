package dev.tako.graph.git;

import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A place many repositories live at, as a url with `{owner}` and `{repo}` in it.
///
/// @param pattern for example `file:///srv/git/{owner}/{repo}.git`
public record BaseFolder(String pattern) {
  private static final String DEFAULT_TAIL = "/{owner}/{repo}.git";

  /// Reads a pattern, or a plain folder whose repositories lie at `owner/repo.git`.
  public static BaseFolder parse(String text, boolean allowFile) {
    boolean plain = !text.contains("{owner}") && !text.contains("{repo}");
    String pattern = plain ? text.replaceAll("/+$", "") + DEFAULT_TAIL : text;
    if (!pattern.contains("{repo}")) {
      throw new IllegalArgumentException(
          "expected a base url such as file:///srv/git/{owner}/{repo}.git, found '%s'"
              .formatted(text));
    }
    if (pattern.startsWith("/")) {
      pattern = "file://" + pattern;
    }
    RemoteUrl.check(pattern.replace("{owner}", "owner").replace("{repo}", "repo"), allowFile);
    return new BaseFolder(pattern);
  }

  public String urlOf(RepositoryRef repo) {
    return pattern.replace("{owner}", repo.owner()).replace("{repo}", repo.name());
  }

  /// Every repository that lies there now; only a folder on this machine can tell.
  ///
  /// @throws IOException if the folder cannot be listed
  public List<RepositoryRef> list() throws IOException {
    int owner = pattern.indexOf(DEFAULT_TAIL);
    if (!pattern.startsWith("file:") || owner < 0) {
      return List.of();
    }
    Path folder = Path.of(URI.create(pattern.substring(0, owner) + "/").getPath());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<RepositoryRef> found = new ArrayList<>();
    for (Path ownerFolder : entries(folder)) {
      for (Path repository : entries(ownerFolder)) {
        name(ownerFolder, repository).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<RepositoryRef> name(Path owner, Path repository) {
    String file = repository.getFileName().toString();
    if (!file.endsWith(".git") || !Files.isDirectory(repository.resolve("objects"))) {
      return Optional.empty();
    }
    try {
      String name = file.substring(0, file.length() - ".git".length());
      return Optional.of(RepositoryRef.parse(owner.getFileName() + "/" + name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }
}
