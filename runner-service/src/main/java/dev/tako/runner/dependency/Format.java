package dev.tako.runner.dependency;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A kind of file that declares dependencies. Texts hold a byte in each character (ISO 8859-1), so
/// that a position in the text is one in the file whatever its encoding.
interface Format {
  /// How its files are called, for people.
  String title();

  /// @param file relative to the workspace
  boolean isOne(Path file);

  /// @throws MalformedException if the text is no such file
  List<Declaration> declarations(String text) throws MalformedException;

  /// The places that give values to `${name}`; each is called as the name.
  default List<Declaration> properties(String text) throws MalformedException {
    return List.of();
  }

  /// The name as [#declarations] writes it.
  default String normal(String name) {
    return name;
  }

  /// The version as this ecosystem writes it.
  default String version(String version) {
    return version;
  }

  /// The version that a requirement names; empty if that is not one version.
  Optional<String> versionOf(String requirement);

  /// Why the declaration cannot have this version; empty if it can.
  default Optional<String> obstacle(Declaration declaration, String version) {
    return Optional.empty();
  }

  /// Lock files that follow from such a file.
  default List<LockTool> lockTools() {
    return List.of();
  }

  /// The text is no such file.
  final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
