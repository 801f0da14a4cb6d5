package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Archives of loaded classes, which let a JVM start in half the time; the JVM writes one when it
/// first ends.
final class ClassDataArchive {
  private ClassDataArchive() {}

  /// The options that use and write the archive of a class path.
  ///
  /// The JVM refuses an archive of other jars but does not renew it, so its name tells the jars
  /// apart by size and time.
  ///
  /// @param jars the class path; folders cannot be archived
  static List<String> options(Home home, String name, List<Path> jars) {
    try {
      Files.createDirectories(home.cache());
      Path file = home.cache().resolve(name + "-" + key(jars) + ".jsa");
      if (!Files.exists(file)) {
        deleteOld(home.cache(), name);
      }
      return List.of(
          "-XX:+AutoCreateSharedArchive",
          "-XX:SharedArchiveFile=" + file,
          "-Xlog:cds=off",
          "-Xlog:cds+dynamic=off");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(List<Path> jars) throws IOException {
    CRC32 crc = new CRC32();
    for (Path jar : jars) {
      String entry =
          jar.getFileName() + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar) + "\n";
      crc.update(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return "%08x".formatted(crc.getValue());
  }

  private static void deleteOld(Path cache, String name) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().matches(name + "-.*\\.jsa")).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// The jars of a folder, sorted.
  static List<Path> jarsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The module's jar, unless its classes were compiled after it was packed.
  static @Nullable Path jarOf(Path module) {
    Path target = module.resolve("target");
    if (!Files.isDirectory(target)) {
      return null;
    }
    Path jar =
        jarsIn(target).stream()
            .filter(file -> file.getFileName().toString().matches("tako-.*-SNAPSHOT\\.jar"))
            .findFirst()
            .orElse(null);
    return jar != null && isNewer(jar, target.resolve("classes")) ? jar : null;
  }

  private static boolean isNewer(Path jar, Path classes) {
    try (Stream<Path> files = Files.walk(classes)) {
      long packed = Files.getLastModifiedTime(jar).toMillis();
      return files
          .filter(Files::isRegularFile)
          .allMatch(file -> file.toFile().lastModified() <= packed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
