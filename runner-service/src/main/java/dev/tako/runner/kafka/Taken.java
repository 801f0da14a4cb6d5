package dev.tako.runner.kafka;

import org.jspecify.annotations.Nullable;

/// What is to be done with a job that this runner has taken.
///
/// @param reported returns when the broker has what was said of the job so far; only then may the
///   job be acknowledged
/// @param rest to be done in a slot once the job is acknowledged; null if nothing is left to do
public record Taken(Runnable reported, @Nullable Runnable rest) {
  /// Neither said nor left to do.
  public static final Taken NOTHING = new Taken(() -> {}, null);
}
