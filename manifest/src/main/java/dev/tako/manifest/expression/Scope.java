package dev.tako.manifest.expression;

import dev.cel.common.values.NullValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values an expression or template can see, under the roots `inputs`, `steps`, `event`,
/// `outputs`, `env`, `run` and `repo`.
///
/// A step's output is both `steps.<id>.<output>` and `steps.<id>.outputs.<output>`; a hyphen in the
/// name of a step, an input or an output may be written as an underscore.
public final class Scope {

  public static final List<String> ROOTS =
      List.of("inputs", "steps", "event", "outputs", "env", "run", "repo");

  private final Map<String, Object> roots;
  private final Map<String, Object> complete;

  private Scope(Map<String, Object> roots) {
    this.roots = roots;
    this.complete = new LinkedHashMap<>();
    ROOTS.forEach(root -> complete.put(root, celValue(roots.getOrDefault(root, Map.of()))));
  }

  /// @param roots JSON-like values by root; roots may be absent
  public static Scope of(Map<String, Object> roots) {
    Map<String, Object> known = new LinkedHashMap<>();
    roots.forEach((root, value) -> {
      if (!ROOTS.contains(root)) {
        throw new IllegalArgumentException(
            "expected one of the roots " + String.join(", ", ROOTS) + ", found '" + root + "'");
      }
      Object normal = Values.normalise(value);
      known.put(
          root,
          switch (root) {
            case "steps" -> steps(asMap(normal));
            case "inputs", "outputs" -> new NamedValues(asMap(normal));
            default -> normal == null ? Map.of() : normal;
          });
    });
    return new Scope(known);
  }

  private static Map<String, Object> steps(Map<String, Object> steps) {
    Map<String, Object> wrapped = new LinkedHashMap<>();
    steps.forEach((id, step) -> wrapped.put(id, step(asMap(step))));
    return new NamedValues(wrapped);
  }

  private static Map<String, Object> step(Map<String, Object> step) {
    Map<String, Object> flat = new LinkedHashMap<>(step);
    if (step.get("outputs") instanceof Map<?, ?> outputs) {
      asMap(outputs).forEach(flat::putIfAbsent);
    }
    Object outputs = step.containsKey("outputs") ? step.get("outputs") : step;
    flat.put("outputs", new NamedValues(asMap(outputs)));
    return new NamedValues(flat);
  }

  /// CEL has a null of its own and refuses Java's.
  private static Object celValue(@Nullable Object value) {
    return switch (value) {
      case null -> NullValue.NULL_VALUE;
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), celValue(v)));
        yield map instanceof NamedValues ? new NamedValues(copy) : copy;
      }
      case List<?> list -> list.stream().map(Scope::celValue).toList();
      default -> value;
    };
  }

  @SuppressWarnings("unchecked") // normalised maps have string keys
  private static Map<String, Object> asMap(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /// The value at a path that begins with a root, which may be capitalised.
  ///
  /// @throws MissingValueException naming what exists where the path leads nowhere
  public @Nullable Object at(List<String> path) {
    Object value = roots;
    for (int i = 0; i < path.size(); i++) {
      String name = i == 0 ? rootName(path.getFirst()) : path.get(i);
      if (value instanceof Map<?, ?> map && map.containsKey(name)) {
        value = map.get(name);
      } else if (value instanceof List<?> list && isIndexOf(name, list)) {
        value = list.get(Integer.parseInt(name));
      } else {
        throw new MissingValueException(missing(path.subList(0, i), path.get(i), value));
      }
    }
    return value;
  }

  static String rootName(String name) {
    String lower =
        name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return ROOTS.contains(lower) ? lower : name;
  }

  private static boolean isIndexOf(String name, List<?> list) {
    return name.matches("[0-9]{1,6}") && Integer.parseInt(name) < list.size();
  }

  private static String missing(List<String> parent, String name, @Nullable Object value) {
    String where = parent.isEmpty() ? "" : " in " + String.join(".", parent);
    String found =
        switch (value) {
          case Map<?, ?> map when map.isEmpty() -> "it is empty";
          case Map<?, ?> map -> "there " + (map.size() == 1 ? "is " : "are ") + names(map);
          case List<?> list -> "it is a list of " + list.size();
          case null, default -> "it is " + Values.typeOf(value);
        };
    return "no '" + name + "'" + where + "; " + found;
  }

  private static String names(Map<?, ?> map) {
    List<String> names = map.keySet().stream().map(String::valueOf).sorted().limit(20).toList();
    return String.join(", ", names) + (map.size() > names.size() ? ", …" : "");
  }

  /// Every root, an absent one as an empty map.
  Map<String, Object> variables() {
    return complete;
  }
}
