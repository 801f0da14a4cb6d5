package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Archives of loaded classes, which let a JVM start in half the time; the JVM writes one when it
/// first ends and renews it when the jars have changed.
final class ClassDataArchive {
  private ClassDataArchive() {}

  /// The options that use and write the archive of that name; none when classes come from a folder,
  /// which the JVM does not archive.
  static List<String> options(Home home, String name, boolean jarsOnly) {
    if (!jarsOnly) {
      return List.of();
    }
    Path file = home.cache().resolve(name + ".jsa");
    try {
      Files.createDirectories(home.cache());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + file,
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off");
  }

  /// The module's jar, unless its classes were compiled after it was packed.
  static @Nullable Path jarOf(Path module) {
    Path target = module.resolve("target");
    if (!Files.isDirectory(target)) {
      return null;
    }
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches("tako-.*-SNAPSHOT\\.jar"))
              .findFirst()
              .orElse(null);
      return jar != null && isNewer(jar, target.resolve("classes")) ? jar : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNewer(Path jar, Path classes) throws IOException {
    long packed = Files.getLastModifiedTime(jar).toMillis();
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(Files::isRegularFile)
          .allMatch(file -> file.toFile().lastModified() <= packed);
    }
  }
}
