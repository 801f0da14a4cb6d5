package dev.tako.runner.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// The commit a workspace is on, read as plain text: a step may have put anything into `.git`, so
/// neither Git nor a Git library may look at it.
public final class GitHead {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern REF = Pattern.compile("refs/heads/[A-Za-z0-9._/+@=-]+");
  private static final int LOOSE = 4 * 1024;
  private static final int PACKED = 16 * 1024 * 1024;

  private GitHead() {}

  /// The commit of `.git/HEAD`; empty if it cannot be told from plain files.
  public static Optional<String> commit(Path work) throws IOException {
    Path git = work.resolve(".git");
    Optional<String> head = read(git, "HEAD", LOOSE).map(String::strip);
    if (head.isEmpty()) {
      return head;
    }
    String text = head.get();
    if (!text.startsWith("ref: ")) {
      return head.filter(h -> COMMIT.matcher(h).matches());
    }
    String ref = text.substring("ref: ".length()).strip();
    if (!REF.matcher(ref).matches() || ref.contains("..")) {
      return Optional.empty();
    }
    Optional<String> loose = read(git, ref, LOOSE).map(String::strip);
    return loose.or(() -> packed(git, ref)).filter(commit -> COMMIT.matcher(commit).matches());
  }

  private static Optional<String> packed(Path git, String ref) {
    try {
      return read(git, "packed-refs", PACKED)
          .flatMap(refs -> refs.lines().filter(line -> line.endsWith(" " + ref)).findFirst())
          .map(line -> line.substring(0, line.indexOf(' ')));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The text of a regular file no part of whose path is a symbolic link.
  private static Optional<String> read(Path git, String relative, int limit) throws IOException {
    if (!Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Path file = git;
    for (Path name : Path.of(relative)) {
      file = file.resolve(name);
      if (Files.isSymbolicLink(file)) {
        return Optional.empty();
      }
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > limit) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(new String(in.readNBytes(limit), StandardCharsets.UTF_8));
    }
  }
}
