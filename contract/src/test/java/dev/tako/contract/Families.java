package dev.tako.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The message families and records as the sealed types themselves list them.
public final class Families {
  private Families() {}

  /// Every family that some topic carries: a sealed interface of records, or a single record.
  public static List<Class<? extends Message>> all() {
    List<Class<? extends Message>> families = new ArrayList<>();
    Topics.ALL.forEach(topic -> families.add(topic.family()));
    return families;
  }

  /// The records of a family.
  public static Stream<Class<?>> recordsOf(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Families::recordsOf)
        : Stream.of(type);
  }

  /// `StepCompleted` as `step-completed`.
  public static String kebab(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
