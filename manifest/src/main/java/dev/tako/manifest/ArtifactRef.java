package dev.tako.manifest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An artifact of a repository, `owner/repo:artifact`.
public record ArtifactRef(String owner, String repo, String artifact) {

  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z0-9_][A-Za-z0-9_.-]*)/([A-Za-z0-9_.-]+):([A-Za-z0-9_][A-Za-z0-9_.-]*)");

  /// Reads `owner/repo:artifact`.
  ///
  /// @throws IllegalArgumentException saying what was expected and found
  public static ArtifactRef parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "expected an artifact as owner/repo:artifact, found '" + text + "'");
    }
    return new ArtifactRef(m.group(1).intern(), m.group(2).intern(), m.group(3).intern());
  }

  /// Reads `owner/repo:artifact`, or `owner/repo` for its default artifact.
  ///
  /// @throws IllegalArgumentException saying what was expected and found
  public static ArtifactRef parseOrDefault(String text) {
    return parse(text.indexOf(':') < 0 ? text + ":" + Artifact.DEFAULT : text);
  }

  /// `owner/repo`, the repository that puts this artifact out.
  public String fullName() {
    return owner + "/" + repo;
  }

  @Override
  public String toString() {
    return fullName() + ":" + artifact;
  }
}
