package dev.tako.runner.dependency;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requirements that are one version behind an optional operator: `1.2.0`, `^1.2.0`, `>=1.2`.
final class Requirements {
  private static final String VERSION = "v?[0-9][A-Za-z0-9.+!_-]*";

  private final Pattern form;

  /// @param operators a regular expression for what may stand before the version
  Requirements(String operators) {
    this.form = Pattern.compile("(?:" + operators + ")?\\s*(" + VERSION + ")");
  }

  Optional<String> versionOf(String requirement) {
    Matcher m = form.matcher(requirement);
    return m.matches() && !m.group(1).matches(".*\\.[xX](\\..*)?")
        ? Optional.of(m.group(1))
        : Optional.empty();
  }

  /// `v1.2.0`, as tags are called, is version `1.2.0`.
  static String withoutV(String version) {
    return version.matches("v[0-9].*") ? version.substring(1) : version;
  }
}
