package dev.tako.runner.dependency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `requirements*.txt`, also in a folder `requirements`.
final class PythonRequirements implements Format {
  @Override
  public String title() {
    return "requirements*.txt";
  }

  @Override
  public boolean isOne(Path file) {
    String name = file.getFileName().toString();
    Path folder = file.getParent();
    return name.endsWith(".txt")
        && (name.startsWith("requirements") || (folder != null && folder.endsWith("requirements")));
  }

  @Override
  public List<Declaration> declarations(String text) {
    List<Declaration> declarations = new ArrayList<>();
    int start = 0;
    boolean continued = false;
    for (String line : text.split("(?<=\n)")) {
      String plain = line.stripTrailing();
      if (!continued && !plain.startsWith("-")) {
        PythonRequirement.of(plain, start).ifPresent(declarations::add);
      } else if (continued && plain.contains("--hash=") && !declarations.isEmpty()) {
        declarations.add(hashed(declarations.removeLast()));
      }
      continued = plain.endsWith("\\");
      start += line.length();
    }
    return declarations;
  }

  /// The hashes are of the files of this version, and nobody but pip's tools can tell the new ones.
  private static Declaration hashed(Declaration declaration) {
    String requirement = declaration.requirement();
    return requirement.contains("--hash")
        ? declaration
        : new Declaration(
            declaration.names(),
            requirement + " --hash=\u2026",
            declaration.start(),
            declaration.end());
  }

  @Override
  public String normal(String name) {
    return PythonRequirement.normal(name);
  }

  @Override
  public String version(String version) {
    return Requirements.withoutV(version);
  }

  @Override
  public Optional<String> versionOf(String requirement) {
    return PythonRequirement.versionOf(requirement);
  }
}
