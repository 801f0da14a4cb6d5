package dev.tako.manifest.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON-like values: String, Long, Double, Boolean, List, Map and null, in maps that keep their
/// order.
public final class Values {

  private static final double EXACT_INTEGERS = 1L << 53;

  private Values() {}

  /// An unmodifiable copy that keeps the order and, unlike [Map#copyOf], null values.
  public static <V> Map<String, V> copy(Map<String, ? extends V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /// The same value with its numbers as Long or Double, its keys as strings, and all of it
  /// unmodifiable.
  ///
  /// @throws IllegalArgumentException for anything that JSON does not have
  public static @Nullable Object normalise(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String s -> s;
      case Boolean b -> b;
      case Long l -> l;
      case Integer i -> i.longValue();
      case Short s -> s.longValue();
      case Byte b -> b.longValue();
      case Double d -> d;
      case Float f -> f.doubleValue();
      case BigInteger i -> i.bitLength() < Long.SIZE ? (Object) i.longValue() : i.doubleValue();
      case BigDecimal d -> d.doubleValue();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), normalise(v)));
        yield Collections.unmodifiableMap(copy);
      }
      case Collection<?> items -> {
        List<@Nullable Object> copy = new ArrayList<>(items.size());
        items.forEach(item -> copy.add(normalise(item)));
        yield Collections.unmodifiableList(copy);
      }
      default ->
          throw new IllegalArgumentException(
              "expected a string, number, boolean, list, map or null, found a "
                  + value.getClass().getName());
    };
  }

  /// The value as a person would write it: strings as they are, numbers without a needless `.0`,
  /// lists and maps as JSON.
  public static String text(@Nullable Object value) {
    return value instanceof String s ? s : JsonText.of(value);
  }

  /// The word for the type of a value, for messages.
  public static String typeOf(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String _ -> "a string";
      case Boolean _ -> "a boolean";
      case Number _ -> "a number";
      case Collection<?> _ -> "a list";
      case Map<?, ?> _ -> "a map";
      default -> value.getClass().getSimpleName();
    };
  }

  static boolean isWhole(double d) {
    return d == Math.rint(d) && Math.abs(d) <= EXACT_INTEGERS;
  }
}
