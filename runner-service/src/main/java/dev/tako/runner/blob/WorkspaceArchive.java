package dev.tako.runner.blob;

import dev.tako.runner.workspace.ExecutionDirectory;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// An execution's `work/` and `home/` as a tar file: folders, regular files with their modes and
/// times, symbolic links; sockets, pipes and devices are left out.
final class WorkspaceArchive {
  private static final List<String> PARTS = List.of("work", "home");
  private static final String MODE = "unix:mode";
  private static final int PERMISSIONS = 0777;

  private WorkspaceArchive() {}

  static void write(ExecutionDirectory directory, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (String part : PARTS) {
        Files.walkFileTree(directory.root().resolve(part), new Writer(directory.root(), tar));
      }
    }
  }

  /// Fills a directory that was just recreated. Nothing is written through a link: links are made
  /// last, and no name leads out.
  ///
  /// @throws IOException also if an entry would land outside
  static void read(Path file, ExecutionDirectory directory) throws IOException {
    Path root = directory.root().toRealPath();
    List<TarArchiveEntry> links = new ArrayList<>();
    List<TarArchiveEntry> folders = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 * 1024);
        TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = target(root, entry);
        if (entry.isSymbolicLink()) {
          links.add(entry);
        } else if (entry.isDirectory()) {
          Files.createDirectories(target);
          folders.add(entry);
        } else if (entry.isFile()) {
          Files.createDirectories(folder(root, target));
          Files.copy(tar, target);
          finish(target, entry);
        } else {
          throw new IOException(
              "Expected files, folders and symbolic links in a snapshot, but found "
                  + entry.getName());
        }
      }
    }
    for (TarArchiveEntry entry : links) {
      link(root, target(root, entry), entry);
    }
    for (TarArchiveEntry entry : folders.reversed()) {
      finish(target(root, entry), entry);
    }
  }

  private static Path target(Path root, TarArchiveEntry entry) throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (PARTS.stream().noneMatch(part -> target.startsWith(root.resolve(part)))) {
      throw leadsOut(entry);
    }
    return target;
  }

  private static void link(Path root, Path target, TarArchiveEntry entry) throws IOException {
    Path folder = folder(root, target);
    Files.createDirectories(folder);
    if (!folder.toRealPath().equals(folder)) {
      throw leadsOut(entry); // the folder is a link itself
    }
    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
  }

  private static Path folder(Path root, Path target) {
    Path folder = target.getParent();
    return folder == null ? root : folder;
  }

  private static IOException leadsOut(TarArchiveEntry entry) {
    return new IOException(
        "The snapshot's entry " + entry.getName() + " leads out of the workspace.");
  }

  private static void finish(Path target, TarArchiveEntry entry) throws IOException {
    Files.setLastModifiedTime(target, entry.getLastModifiedTime());
    Files.setAttribute(target, MODE, entry.getMode() & PERMISSIONS);
  }

  private static final class Writer extends SimpleFileVisitor<Path> {
    private final Path root;
    private final TarArchiveOutputStream tar;

    Writer(Path root, TarArchiveOutputStream tar) {
      this.root = root;
      this.tar = tar;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
        throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(root.relativize(dir) + "/");
      put(entry, dir, attributes.lastModifiedTime());
      tar.closeArchiveEntry();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = root.relativize(file).toString();
      if (attributes.isSymbolicLink()) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(Files.readSymbolicLink(file).toString());
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      } else if (attributes.isRegularFile()) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(attributes.size());
        put(entry, file, attributes.lastModifiedTime());
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
      return FileVisitResult.CONTINUE;
    }

    private void put(TarArchiveEntry entry, Path path, FileTime modified) throws IOException {
      entry.setMode((int) Files.getAttribute(path, MODE, LinkOption.NOFOLLOW_LINKS) & PERMISSIONS);
      entry.setLastModifiedTime(modified);
      tar.putArchiveEntry(entry);
    }
  }
}
