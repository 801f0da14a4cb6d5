package dev.tako.testkit;

import dev.tako.dev.git.GitOrigin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Real bare Git repositories in a folder, `<owner>/<repo>.git`, for a test to push to.
///
/// ```java
/// var git = new GitRepositories(tempFolder);
/// String commit = git.create("acme/lib", Map.of("tako.yml", "…"));
/// git.origin("acme/lib").push("main", "Change it", Map.of("a.txt", "b"));
/// ```
public final class GitRepositories {
  private final Path folder;
  private final Map<String, GitOrigin> origins = new LinkedHashMap<>();

  public GitRepositories(Path folder) {
    this.folder = folder;
  }

  /// Creates `owner/repo` with one commit on `main`.
  ///
  /// @return the commit
  public String create(String repo, Map<String, String> files) {
    GitOrigin origin = GitOrigin.create(folder.resolve(repo + ".git"));
    origins.put(repo, origin);
    return origin.push(GitOrigin.MAIN, "Begin", files);
  }

  /// @throws NullPointerException if the repository was not created here
  public GitOrigin origin(String repo) {
    return Objects.requireNonNull(
        origins.get(repo), () -> "Expected one of " + origins.keySet() + ", but found " + repo);
  }

  /// `file:///…`
  public String url(String repo) {
    return origin(repo).url();
  }

  /// URL by `owner/repo`, of all.
  public Map<String, String> urls() {
    Map<String, String> urls = new LinkedHashMap<>();
    origins.forEach((repo, origin) -> urls.put(repo, origin.url()));
    return urls;
  }
}
