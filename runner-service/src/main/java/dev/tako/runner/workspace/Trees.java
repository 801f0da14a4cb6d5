package dev.tako.runner.workspace;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Whole folders that a step may have filled with anything; symbolic links are never followed.
public final class Trees {
  private Trees() {}

  /// Deletes the folder and all in it, also what its owner may not write; does nothing if it is not
  /// there.
  public static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(root, new Delete(false));
    } catch (AccessDeniedException e) {
      Files.walkFileTree(root, new Delete(true));
    }
  }

  /// Leaves the folder there with nothing in it.
  public static void empty(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      delete(folder);
      Files.createDirectories(folder);
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        delete(entry);
      }
    }
  }

  /// The bytes of all regular files in the folders; stops counting past `limit`.
  public static long size(long limit, Path... roots) throws IOException {
    Size size = new Size(limit);
    for (Path root : roots) {
      if (size.total <= limit && Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
        Files.walkFileTree(root, size);
      }
    }
    return size.total;
  }

  private static final class Delete extends SimpleFileVisitor<Path> {
    private final boolean unlock;

    Delete(boolean unlock) {
      this.unlock = unlock;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
        throws IOException {
      if (unlock) {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
      if (problem instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      if (unlock && problem instanceof AccessDeniedException && Files.isDirectory(file)) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        Files.walkFileTree(file, this);
        return FileVisitResult.CONTINUE;
      }
      throw problem;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException problem)
        throws IOException {
      if (problem != null) {
        throw problem;
      }
      Files.deleteIfExists(dir);
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Size extends SimpleFileVisitor<Path> {
    private final long limit;
    private long total;

    Size(long limit) {
      this.limit = limit;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        total += attributes.size();
      }
      return total > limit ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException problem) {
      return FileVisitResult.CONTINUE;
    }
  }
}
