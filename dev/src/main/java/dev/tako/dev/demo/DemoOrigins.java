package dev.tako.dev.demo;

import dev.tako.dev.git.GitOrigin;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The demo's repositories as a Git host would have them, with a past.
final class DemoOrigins {
  private final Map<DemoRepository, GitOrigin> origins = new HashMap<>();

  private DemoOrigins() {}

  /// Creates them under a folder, `acme/<name>.git`.
  static DemoOrigins create(Path folder) {
    DemoOrigins all = new DemoOrigins();
    for (DemoRepository repository : DemoRepository.ALL) {
      GitOrigin origin = GitOrigin.create(folder.resolve(repository.repo() + ".git"));
      String released =
          origin.push(GitOrigin.MAIN, "Release " + repository.version(), repository.sources());
      origin.tag("v" + repository.version(), released);
      origin.push(GitOrigin.MAIN, "Let Tako release this", repository.orchestration());
      all.origins.put(repository, origin);
    }
    return all;
  }

  GitOrigin of(DemoRepository repository) {
    return Objects.requireNonNull(origins.get(repository));
  }

  /// Pushes the change that sets the train in motion.
  Push pushChange() {
    GitOrigin origin = of(DemoRepository.CORE_LIB);
    String before = origin.head(GitOrigin.MAIN);
    Map<String, String> change = DemoRepository.change();
    String message = "Collapse spaces inside names";
    String after = origin.push(GitOrigin.MAIN, message, change);
    return new Push(before, after, message, change.keySet().iterator().next());
  }

  /// A push of one commit that changed one file.
  record Push(String before, String after, String message, String path) {}
}
