package dev.tako.runner.dependency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `go.mod`: what it requires.
final class GoMod implements Format {
  private static final Pattern REQUIRED =
      Pattern.compile("^[ \\t]*(?:require[ \\t]+)?([^\\s()\"]+)[ \\t]+(v[^\\s/()\"]+)");
  private static final Pattern MAJOR = Pattern.compile("(.+?)[./]v([0-9]+)");
  private static final Requirements REQUIREMENTS = new Requirements("");

  @Override
  public String title() {
    return "go.mod";
  }

  @Override
  public boolean isOne(Path file) {
    return file.endsWith("go.mod");
  }

  @Override
  public List<Declaration> declarations(String text) {
    List<Declaration> declarations = new ArrayList<>();
    boolean inBlock = false;
    int start = 0;
    for (String line : text.split("(?<=\n)")) {
      String code = line.replaceFirst("//.*", "").strip();
      if (code.matches("require\\s*\\(")) {
        inBlock = true;
      } else if (code.equals(")")) {
        inBlock = false;
      } else if (inBlock || code.startsWith("require")) {
        Matcher m = REQUIRED.matcher(line);
        if (m.find()) {
          declarations.add(
              new Declaration(names(m.group(1)), m.group(2), start + m.start(2), start + m.end(2)));
        }
      }
      start += line.length();
    }
    return declarations;
  }

  /// The module's path, and its last element without the major version.
  private static List<String> names(String path) {
    Matcher major = MAJOR.matcher(path);
    String base = major.matches() ? major.group(1) : path;
    return List.of(path, base, base.substring(base.lastIndexOf('/') + 1));
  }

  @Override
  public String version(String version) {
    return "v" + Requirements.withoutV(version);
  }

  @Override
  public Optional<String> versionOf(String requirement) {
    return REQUIREMENTS.versionOf(requirement);
  }

  /// From version 2 on the major version is part of the path, which all imports repeat.
  @Override
  public Optional<String> obstacle(Declaration declaration, String version) {
    String path = declaration.names().getFirst();
    Matcher major = MAJOR.matcher(path);
    String inPath = major.matches() ? major.group(2) : "";
    String wanted = version.replaceFirst("^v", "").replaceFirst("[.+-].*", "");
    boolean incompatible = version.endsWith("+incompatible");
    boolean fits =
        inPath.isEmpty() ? wanted.matches("[01]") || incompatible : inPath.equals(wanted);
    return fits
        ? Optional.empty()
        : Optional.of(
            "%s cannot have version %s: its path and all imports would have to say /v%s"
                .formatted(path, version, wanted));
  }

  @Override
  public List<LockTool> lockTools() {
    return List.of(new LockTool("go.sum", "go", "go mod tidy"));
  }
}
