package dev.tako.runner.dependency;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The files of a workspace that declare dependencies. Steps may have put anything there: no link
/// is followed, and only regular files of a sensible size count.
final class DependencyFiles {
  /// Every kind there is.
  static final List<Format> FORMATS =
      List.of(
          new MavenPom(),
          new NpmPackage(),
          new GoMod(),
          new PythonProject(),
          new PythonRequirements(),
          new CargoManifest());

  static final int LARGEST = 4 * 1024 * 1024;

  private static final int DEEPEST = 30;
  private static final int MOST = 10_000;
  private static final Set<String> SKIPPED =
      Set.of("node_modules", "bower_components", "target", "vendor", "venv", "__pycache__");

  /// @param path relative to the workspace
  record Found(Path path, Format format) {}

  private final Path work;

  DependencyFiles(Path work) throws IOException {
    this.work = work.toRealPath();
  }

  /// Those nearest to the root first. Folders that hold what others have made are passed over:
  /// `.git` and all others with a dot, `node_modules`, `target`, `vendor`, `venv`.
  List<Found> find() throws IOException {
    List<Found> found = new ArrayList<>();
    Files.walkFileTree(
        work,
        Set.of(),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skip = name.startsWith(".") || SKIPPED.contains(name);
            return skip && !folder.equals(work)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && attributes.size() <= LARGEST) {
              Path path = work.relativize(file);
              FORMATS.stream()
                  .filter(format -> format.isOne(path))
                  .forEach(format -> found.add(new Found(path, format)));
            }
            return found.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem) {
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(
        Comparator.comparingInt((Found f) -> f.path().getNameCount()).thenComparing(Found::path));
    return found;
  }

  /// A byte in each character.
  String read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(work.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(LARGEST + 1), StandardCharsets.ISO_8859_1);
    }
  }

  /// Replaces the file in one step, with the same permissions.
  void write(Path path, String text) throws IOException {
    Path file = work.resolve(path);
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    Path part = Files.createTempFile(file.getParent(), ".tako-", ".part");
    try {
      Files.write(part, text.getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.WRITE);
      Files.setPosixFilePermissions(part, permissions);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// The folder, relative to the workspace, nearest to the file's in which there is a regular file
  /// of this name that begins as told; null if there is none.
  @Nullable Path folderOf(LockTool lock, Path file) throws IOException {
    Path folder = work.resolve(file).getParent();
    while (folder != null && folder.startsWith(work)) {
      Path candidate = folder.resolve(lock.file());
      if (Files.isRegularFile(candidate, LinkOption.NOFOLLOW_LINKS)
          && lock.isFor().test(head(candidate))) {
        return work.relativize(folder);
      }
      folder = folder.getParent();
    }
    return null;
  }

  private static String head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(1024), StandardCharsets.ISO_8859_1);
    }
  }
}
