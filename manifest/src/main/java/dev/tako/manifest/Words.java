package dev.tako.manifest;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The forms that names, versions and paths must have.
final class Words {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,99}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final Pattern VERSION =
      Pattern.compile("(0|[1-9]\\d{0,8})(\\.(0|[1-9]\\d{0,8})){2}");

  private static final Pattern REF =
      Pattern.compile("[^-/.\\s~^:?*\\[\\\\{]([^\\s~^:?*\\[\\\\{]{0,253}[^/.\\s~^:?*\\[\\\\{])?");

  private Words() {}

  /// The name of a branch or tag, or a commit, as Git allows it.
  static boolean isRef(String text) {
    return REF.matcher(text).matches() && !text.contains("..") && !text.endsWith(".lock");
  }

  static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  static boolean isIdentifier(String text) {
    return IDENTIFIER.matcher(text).matches();
  }

  static boolean isVariable(String text) {
    return VARIABLE.matcher(text).matches();
  }

  /// The name of a workflow or artifact.
  static void checkName(Item item, String what, String name) {
    if (!NAME.matcher(name).matches()) {
      item.nameError(
          "expected the name of "
              + what
              + " to be letters, digits, '_', '-' and '.', found '"
              + name
              + "'",
          null);
    }
  }

  /// The name of a step or input, which expressions can spell.
  static void checkIdentifier(Item item, String what, String name) {
    if (!isIdentifier(name)) {
      item.error(
          "expected "
              + what
              + " to be a letter followed by letters, digits, '_' and '-', found '"
              + name
              + "'");
    }
  }

  static void checkVariable(Item item, String name) {
    if (!isVariable(name)) {
      item.error(
          "expected the name of a variable to be letters, digits and '_', found '" + name + "'");
    } else if (name.startsWith("TAKO_")) {
      item.error("'" + name + "' cannot be set: variables with TAKO_ are Tako's own");
    }
  }

  static @Nullable String eventType(Item item) {
    String type = item.text("an event type");
    if (type != null && !isEventType(type)) {
      String snake = snakeCase(type);
      item.error(
          "expected an event type in snake_case, found '" + type + "'",
          snake == null ? null : "write '" + snake + "'");
    }
    return type;
  }

  static boolean isEventType(String text) {
    return SNAKE_CASE.matcher(text).matches();
  }

  /// The event type that was probably meant.
  static @Nullable String snakeCase(String text) {
    String snake =
        text.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .toLowerCase(Locale.ROOT);
    return isEventType(snake) ? snake : null;
  }

  static @Nullable String schemaVersion(Item item) {
    String version = item.text("a version as x.y.z");
    if (version != null && !isVersion(version)) {
      item.error("expected a version as x.y.z, found '" + version + "'");
    }
    return version;
  }

  /// A path that stays inside of the repository.
  static @Nullable String relativePath(Item item) {
    return relativePath(item, "a path");
  }

  static @Nullable String relativePath(Item item, String what) {
    String path = item.text(what);
    if (path != null
        && (path.startsWith("/") || Pattern.compile("(^|/)\\.\\.(/|$)").matcher(path).find())) {
      item.error("expected " + what + " inside of the repository, found '" + path + "'");
    }
    return path;
  }

  static void checkKnown(Item item, String what, String name, Collection<String> known) {
    if (!known.contains(name)) {
      item.error("no " + what + " is called '" + name + "'", Nearest.hint(name, known));
    }
  }
}
