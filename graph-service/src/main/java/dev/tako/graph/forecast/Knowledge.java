package dev.tako.graph.forecast;

import dev.tako.graph.forecast.Forecast.Certainty;
import dev.tako.graph.forecast.Forecast.Decision;
import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.template.Template;
import dev.tako.manifest.template.TemplateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What templates and expressions of one place can name, with the part of it that is known before
/// the run.
///
/// A value is `Foreseen` or plain. Two scopes are made of it: in `present` an unknown value has a
/// place-holder, so that `has()` answers as it will; in `certain` it is absent, so that CEL's `&&`
/// and `||` come out only where the rest decides alone.
public final class Knowledge {
  /// The outputs of steps: nothing of them is known.
  private static final List<String> OUTPUTS = List.of("steps", "outputs");

  private final String place;
  private final @Nullable String step;
  private final Map<String, Object> roots;
  private final Scope present;
  private final Scope certain;

  /// @param place for example `acme/core:main release`
  /// @param roots by name; without the outputs of steps
  Knowledge(String place, Map<String, Object> roots) {
    this(place, null, roots);
  }

  private Knowledge(String place, @Nullable String step, Map<String, Object> roots) {
    this.place = place;
    this.step = step;
    this.roots = roots;
    this.present = Scope.of(plain(roots, true));
    this.certain = Scope.of(plain(roots, false));
  }

  /// The same in `produces` of a step, where `outputs` are its own.
  public Knowledge ofStep(String id) {
    return new Knowledge(place, id, roots);
  }

  public Map<String, Foreseen> renderAll(Map<String, Object> templates) {
    Map<String, Foreseen> rendered = new LinkedHashMap<>();
    templates.forEach((name, template) -> rendered.put(name, render(template)));
    return rendered;
  }

  private Foreseen render(@Nullable Object template) {
    SequencedSet<String> origins = new LinkedHashSet<>();
    try {
      collect(template, origins);
      if (!origins.isEmpty()) {
        return new Foreseen.Unknown(String.valueOf(template), List.copyOf(origins));
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("value", template);
      return new Foreseen.Known(Template.renderAll(one, present).get("value"));
    } catch (TemplateException e) {
      return new Foreseen.Broken(String.valueOf(template), String.valueOf(e.getMessage()));
    }
  }

  private void collect(@Nullable Object template, Collection<String> origins) {
    switch (template) {
      case String text when text.contains("{{") -> {
        Template.parse(text)
            .references()
            .forEach(reference -> origins.addAll(originsOf(reference.path())));
        if (testsOutputs(text)) {
          origins.add("steps of " + place);
        }
      }
      case Map<?, ?> map -> map.values().forEach(value -> collect(value, origins));
      case List<?> list -> list.forEach(value -> collect(value, origins));
      case null, default -> {}
    }
  }

  /// Whether the condition holds, as far as what is known decides it.
  Decision decide(Expression expression) {
    SequencedSet<String> open = new LinkedHashSet<>();
    boolean whole = false;
    for (List<String> path : expression.paths()) {
      List<String> origins = originsOf(path);
      if (!origins.isEmpty()) {
        open.add(told(path, origins));
        whole |= at(path) instanceof Map<?, ?>;
      }
    }
    if (testsOutputs(expression.source())) {
      open.add("the outputs of " + place);
    }
    if (open.isEmpty()) {
      return evaluate(expression, present);
    }
    if (!whole && !expression.source().contains("has(")) {
      try {
        return decided(expression.test(certain), expression.explain(certain));
      } catch (ExpressionException _) {
        // what is known does not decide it
      }
    }
    return new Decision(
        Certainty.possible,
        "%s depends on %s".formatted(expression.source().strip(), String.join(", ", open)));
  }

  private static Decision evaluate(Expression expression, Scope scope) {
    try {
      return decided(expression.test(scope), expression.explain(scope));
    } catch (ExpressionException e) {
      return new Decision(
          Certainty.excluded,
          "%s could not be evaluated: %s".formatted(expression.source().strip(), e.getMessage()),
          true);
    }
  }

  private static Decision decided(boolean outcome, String why) {
    return new Decision(outcome ? Certainty.certain : Certainty.excluded, why);
  }

  private static boolean testsOutputs(String text) {
    return text.contains("has(") && OUTPUTS.stream().anyMatch(text::contains);
  }

  private static String told(List<String> path, List<String> origins) {
    String name = String.join(".", path);
    boolean itself = origins.stream().allMatch(origin -> origin.startsWith(name + " of "));
    return itself
        ? String.join(", ", origins)
        : "%s (decided by %s)".formatted(name, String.join(", ", origins));
  }

  /// What decides the value at a path; empty when it is known, be it as absent.
  private List<String> originsOf(List<String> path) {
    if (OUTPUTS.contains(root(path))) {
      boolean own = step != null && root(path).equals("outputs");
      List<String> rest = path.subList(1, path.size());
      String named = String.join(".", own ? rest : path);
      return List.of((own ? "steps." + step + "." : "") + named + " of " + place);
    }
    List<String> origins = new ArrayList<>();
    gather(at(path), origins);
    return origins.stream().distinct().toList();
  }

  private static void gather(@Nullable Object value, List<String> origins) {
    switch (value) {
      case Foreseen.Unknown unknown -> origins.addAll(unknown.decidedBy());
      case Map<?, ?> map -> map.values().forEach(inner -> gather(inner, origins));
      case null, default -> {}
    }
  }

  /// What stands at a path, or the unknown value that the path leads into.
  private @Nullable Object at(List<String> path) {
    Object value = roots.get(root(path));
    for (String name : path.subList(1, path.size())) {
      if (!(value instanceof Map<?, ?> map)) {
        break;
      }
      value = spelled(map, name);
    }
    return value;
  }

  private static String root(List<String> path) {
    return path.getFirst().toLowerCase(Locale.ROOT);
  }

  /// A hyphen may be written as an underscore.
  private static @Nullable Object spelled(Map<?, ?> map, String name) {
    if (map.containsKey(name)) {
      return map.get(name);
    }
    String wanted = name.replace('-', '_');
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (String.valueOf(entry.getKey()).replace('-', '_').equals(wanted)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private static Map<String, Object> plain(Map<?, ?> values, boolean placeHolders) {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach((key, value) -> {
      String name = String.valueOf(key);
      switch (value) {
        case Foreseen.Known(Object known) -> put(plain, name, known);
        case Foreseen.Unknown _, Foreseen.Broken _ -> {
          if (placeHolders) {
            plain.put(name, "");
          }
        }
        case Map<?, ?> map -> plain.put(name, plain(map, placeHolders));
        case null, default -> put(plain, name, value);
      }
    });
    return plain;
  }

  @SuppressWarnings("NullAway") // a null among the values stays one
  private static void put(Map<String, Object> map, String name, @Nullable Object value) {
    map.put(name, value);
  }
}
