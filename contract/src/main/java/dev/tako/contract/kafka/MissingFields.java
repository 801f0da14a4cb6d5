package dev.tako.contract.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what a record that was read from JSON lacks: a component that is null although it is not
/// marked `@Nullable`. JSON readers do not look, and the first to trip over it would be a handler
/// that cannot tell a bad message from a fault of its own.
final class MissingFields {
  private static final ClassValue<List<Component>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(component -> !component.getType().isPrimitive())
              .map(Component::of)
              .toList();
        }
      };

  private record Component(String name, Method accessor, boolean nullable) {
    static Component of(RecordComponent component) {
      return new Component(
          component.getName(),
          component.getAccessor(),
          component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    @Nullable Object of(Record record) {
      try {
        return accessor.invoke(record);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("Could not read " + accessor, e);
      }
    }
  }

  private MissingFields() {}

  /// The path of the first missing field, for example `problems[0].file`; null when none is.
  static @Nullable String firstOf(Record record) {
    for (Component component : COMPONENTS.get(record.getClass())) {
      Object value = component.of(record);
      if (value == null && !component.nullable()) {
        return component.name();
      }
      String inside = inside(component.name(), value);
      if (inside != null) {
        return inside;
      }
    }
    return null;
  }

  private static @Nullable String inside(String name, @Nullable Object value) {
    if (value instanceof Record part) {
      String missing = firstOf(part);
      return missing == null ? null : name + "." + missing;
    }
    if (value instanceof List<?> parts) {
      for (int i = 0; i < parts.size(); i++) {
        String missing = inside(name + "[" + i + "]", parts.get(i));
        if (missing != null) {
          return missing;
        }
      }
    }
    return null;
  }
}
