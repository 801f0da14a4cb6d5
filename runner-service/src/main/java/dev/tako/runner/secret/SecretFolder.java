package dev.tako.runner.secret;

import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A folder with a file for each secret, as Kubernetes mounts them.
///
/// ```
/// <folder>/<owner>/<repository>/<NAME>   of one repository
///          <owner>/<NAME>                of all of an owner
///          <NAME>                        of everybody
/// ```
public final class SecretFolder {
  private static final int LARGEST = 64 * 1024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");

  private final Path folder;

  public SecretFolder(Path folder) {
    this.folder = folder;
  }

  /// The value of the nearest file, without one line end at its end.
  ///
  /// @throws SecretException if there is none, or it cannot be used
  String value(RepositoryRef repo, String name) throws SecretException {
    List<String> places = places(repo, name);
    for (String place : places) {
      Path file = folder.resolve(place);
      if (Files.isRegularFile(file)) {
        return read(file, place);
      }
    }
    throw new SecretException(
        "Expected the secret %s in one of the files %s of tako.runner.secrets (%s), but found none; put its value into one of them."
            .formatted(name, String.join(", ", places), folder));
  }

  private static List<String> places(RepositoryRef repo, String name) throws SecretException {
    if (!NAME.matcher(name).matches()) {
      throw new SecretException(
          "Expected the name of a secret to be letters, digits and '_', but found '" + name + "'.");
    }
    return List.of(repo.owner() + "/" + repo.name() + "/" + name, repo.owner() + "/" + name, name);
  }

  private String read(Path file, String place) throws SecretException {
    try {
      Optional<String> writer = otherWriter(file);
      if (writer.isPresent()) {
        throw new SecretException(
            "Expected nobody but its owner to be able to write the secret %s in %s, but its %s can; take that right away (chmod go-w)."
                .formatted(place, folder, writer.get()));
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      if (bytes.length > LARGEST) {
        throw new SecretException(
            "Expected the secret %s in %s to have at most %d bytes, but it has more."
                .formatted(place, folder, LARGEST));
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String value = text.replaceFirst("\\r?\\n\\z", "");
      if (value.isBlank() || value.indexOf('\0') >= 0) {
        throw new SecretException(
            "Expected the secret %s in %s to be a text, but it %s."
                .formatted(place, folder, value.isBlank() ? "is empty" : "holds a zero byte"));
      }
      return value;
    } catch (CharacterCodingException e) {
      throw new SecretException(
          "Expected the secret %s in %s to be a text in UTF-8, but it is none; encode it, for example in base64."
              .formatted(place, folder));
    } catch (IOException e) {
      throw new SecretException(
          "Cannot read the secret %s in %s: %s; the runner's user must be able to."
              .formatted(place, folder, e.getClass().getSimpleName()));
    }
  }

  /// Who else could put another value there. That others may read it is left to whoever put it
  /// there: Kubernetes mounts secrets readable for all in the container.
  private static Optional<String> otherWriter(Path file) throws IOException {
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
      return Optional.empty();
    }
    var permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      return Optional.of("others");
    }
    return permissions.contains(PosixFilePermission.GROUP_WRITE)
        ? Optional.of("group")
        : Optional.empty();
  }
}
