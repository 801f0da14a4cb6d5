package dev.tako.dev;

import java.nio.file.Files;
import java.nio.file.Path;

/// The project's root folder: where the built modules lie and where `.tako/` keeps everything the
/// embedded system writes.
public record Home(Path root) {

  /// The folder `tako.home` names, or else the nearest one from the working directory upwards that
  /// holds both `tako` and `pom.xml`.
  ///
  /// @throws IllegalStateException if there is none
  public static Home find() {
    String given = System.getProperty("tako.home");
    if (given != null) {
      return new Home(Path.of(given).toAbsolutePath().normalize());
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("tako"))
          && Files.isRegularFile(folder.resolve("pom.xml"))) {
        return new Home(folder);
      }
    }
    throw new IllegalStateException(
        "Expected to run inside Tako's project (a folder with 'tako' and 'pom.xml'), but found none"
            + " from "
            + start
            + " upwards. Change to the project or set -Dtako.home.");
  }

  /// The folder of all data, logs and process ids.
  public Path data() {
    return root.resolve(".tako");
  }

  /// What can be rebuilt at any time and is shared by all systems: class data archives, binaries.
  public Path cache() {
    return data().resolve("cache");
  }

  Path module(String name) {
    return root.resolve(name);
  }

  /// The `java` this process runs on.
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
