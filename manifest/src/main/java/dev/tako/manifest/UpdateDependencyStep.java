package dev.tako.manifest;

import java.util.regex.Pattern;

/// `tako/update-dependency@v1`: sets the version of a dependency in the files that declare it.
///
/// @param name a template
/// @param version a template
/// @param updateLockFiles whether the ecosystem's own tool brings the lock files up to date
/// @param variables what that tool sees
public record UpdateDependencyStep(
    StepHead head, String name, String version, boolean updateLockFiles, Variables variables)
    implements Step {

  static final String USES = "tako/update-dependency@v1";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@_][A-Za-z0-9@_.:/~+-]{0,254}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+!_-]{0,127}");

  @Override
  public String uses() {
    return USES;
  }

  /// Whether a dependency can be called so, in any of the ecosystems.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// Whether this is one version, in any of the ecosystems.
  public static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }
}
