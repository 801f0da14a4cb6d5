package dev.tako.manifest;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A repository, `owner/repo[:branch]`; without a branch it is the repository's default branch.
///
/// Ten thousand manifests name the same owners, branches, workflows and event types. They share one
/// string for each (`intern`), here and where manifests are read: comparing them then seldom leaves
/// the processor's cache.
public record RepositoryRef(String owner, String name, @Nullable String branch) {

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.-]*)/([A-Za-z0-9_.-]+)(?::(.+))?");

  /// Reads `owner/repo` or `owner/repo:branch`; the branch may contain `/`.
  ///
  /// @throws IllegalArgumentException saying what was expected and found
  public static RepositoryRef parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches() || m.group(2).matches("\\.+")) {
      throw new IllegalArgumentException(
          "expected a repository as owner/repo or owner/repo:branch, found '" + text + "'");
    }
    String branch = m.group(3);
    if (branch != null && !isBranchName(branch)) {
      throw new IllegalArgumentException(
          "expected a Git branch name after ':', found '" + branch + "' in '" + text + "'");
    }
    return new RepositoryRef(
        m.group(1).intern(), m.group(2).intern(), branch == null ? null : branch.intern());
  }

  /// The rules of git-check-ref-format that matter for a name someone may have typed.
  private static boolean isBranchName(String branch) {
    return branch.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "~^:?*[\\".indexOf(c) >= 0)
        && !branch.startsWith("-")
        && !branch.startsWith("/")
        && !branch.endsWith("/")
        && !branch.endsWith(".")
        && !branch.endsWith(".lock")
        && !branch.contains("..")
        && !branch.contains("//")
        && !branch.contains("@{");
  }

  /// `owner/name`, whatever the branch.
  public String fullName() {
    return owner + "/" + name;
  }

  public RepositoryRef withBranch(String branch) {
    return new RepositoryRef(owner, name, branch.intern());
  }

  /// Written out, as is the hash: a walk over ten thousand repositories asks for little else.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof RepositoryRef that
            && name.equals(that.name)
            && owner.equals(that.owner)
            && Objects.equals(branch, that.branch));
  }

  @Override
  public int hashCode() {
    int hash = 31 * owner.hashCode() + name.hashCode();
    return branch == null ? hash : 31 * hash + branch.hashCode();
  }

  @Override
  public String toString() {
    return branch == null ? fullName() : fullName() + ":" + branch;
  }
}
