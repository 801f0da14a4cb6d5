package dev.tako.coordinator.http;

import dev.tako.contract.RunId;
import dev.tako.contract.Status;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads query parameters, or says what was expected.
final class Query {
  static final int MOST = 500;

  private Query() {}

  static int limit(@Nullable String text, int otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw bad("limit", "a number from 1 to " + MOST, text);
  }

  static @Nullable RepositoryRef repo(@Nullable String text) {
    try {
      return text == null ? null : RepositoryRef.parse(text);
    } catch (IllegalArgumentException e) {
      throw bad("repo", "owner/repo or owner/repo:branch", text);
    }
  }

  static @Nullable Status status(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(Status.values())
        .filter(status -> status.word().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            bad(
                "status",
                "one of "
                    + Arrays.stream(Status.values())
                        .map(Status::word)
                        .collect(Collectors.joining(", ")),
                text));
  }

  static @Nullable RunId run(String parameter, @Nullable String text) {
    if (text != null && !RunId.isValid(text)) {
      throw bad(parameter, "a run id like exec-20261123-101500-0a1b2c3d", text);
    }
    return text == null ? null : new RunId(text);
  }

  static @Nullable Instant instant(String parameter, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw bad(parameter, "a time like 2026-11-23T10:15:00Z", text);
    }
  }

  private static ProblemException bad(String parameter, String expected, String found) {
    return ProblemException.badRequest(
        "Expected query parameter %s to be %s, but found '%s'."
            .formatted(parameter, expected, found));
  }
}
