package dev.tako.manifest.expression;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;

/// Reading semantic versions: a leading `v` is left out, and `1` or `1.2` are filled up with zeros.
final class Version {

  private static final Pattern SHORT = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private Version() {}

  static @Nullable Semver tryParse(String text) {
    String version = text.strip();
    if (version.startsWith("v") || version.startsWith("V")) {
      version = version.substring(1);
    }
    if (SHORT.matcher(version).matches()) {
      version += version.indexOf('.') < 0 ? ".0.0" : ".0";
    }
    return Semver.parse(version);
  }

  /// @throws IllegalArgumentException when it is no version
  static Semver parse(String text) {
    Semver version = tryParse(text);
    if (version == null) {
      throw new IllegalArgumentException("expected a version such as 1.2.3, found '" + text + "'");
    }
    return version;
  }
}
