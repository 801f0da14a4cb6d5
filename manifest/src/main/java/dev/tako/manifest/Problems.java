package dev.tako.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every problem found while a manifest is read.
final class Problems {

  private static final Comparator<Problem> IN_ORDER_OF_THE_FILE =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private final String file;
  private final List<String> lines;
  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> notSupportedYet = new ArrayList<>();

  Problems(String file, String source) {
    this.file = file;
    this.lines = source.lines().toList();
  }

  void error(Position at, String path, String message, @Nullable String hint) {
    found.add(problem(at, path, message, hint));
  }

  void notSupportedYet(Position at, String path, String what) {
    NotYet.Reason reason = NotYet.of(what);
    notSupportedYet.add(
        problem(
            at,
            path,
            "'" + what + "' is not supported yet" + (reason == null ? "" : ": " + reason.why()),
            reason == null ? null : reason.instead()));
  }

  private Problem problem(Position at, String path, String message, @Nullable String hint) {
    return new Problem(Severity.ERROR, file, at.line(), at.column(), path, message, hint);
  }

  boolean hasErrors() {
    return !found.isEmpty();
  }

  List<Problem> found() {
    return found.stream().distinct().sorted(IN_ORDER_OF_THE_FILE).toList();
  }

  List<Problem> notSupportedYet() {
    return notSupportedYet.stream().distinct().sorted(IN_ORDER_OF_THE_FILE).toList();
  }

  List<String> lines() {
    return lines;
  }

  /// How many blanks the first line with text from `line` on begins with.
  int indentation(int line) {
    return lines.stream()
        .skip(line - 1L)
        .filter(text -> !text.isBlank())
        .findFirst()
        .map(text -> text.length() - text.stripLeading().length())
        .orElse(0);
  }
}
