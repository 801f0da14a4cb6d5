package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.template.Template;
import dev.tako.manifest.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reading the texts of a manifest that are more than texts: templates, scripts and conditions.
final class Texts {

  private Texts() {}

  /// A template whose values are data.
  static @Nullable String template(Item item, Names names) {
    String text = item.anyText("a text");
    if (text != null) {
      check(item, text, names);
    }
    return text;
  }

  /// A template that says something, whose text without templates must have a form.
  static @Nullable String template(Item item, String what, Predicate<String> form, Names names) {
    String text = item.text(what);
    Template template = text == null ? null : check(item, text, names);
    if (text != null && template != null && !text.contains("{{") && !form.test(text)) {
      item.error("expected " + what + ", found " + item.found());
    }
    return text;
  }

  /// A template that becomes a shell script.
  static @Nullable String script(Item item, Names names) {
    String text = item.text("a shell command");
    Template template = text == null ? null : check(item, text, names);
    if (template != null) {
      try {
        template.checkShell();
      } catch (TemplateException e) {
        item.problems().error(item.within(e.column()), item.path(), e.getMessage(), null);
      }
    }
    return text;
  }

  /// The templates of a map, however deep.
  static Map<String, Object> templates(Item item, Names names) {
    checkAll(item, names);
    return item.isMap() ? item.data() : Map.of();
  }

  static Map<String, String> environment(Map<String, Item> entries, Names names) {
    Map<String, String> environment = new LinkedHashMap<>();
    entries.forEach((name, item) -> {
      Words.checkVariable(item.name(), name);
      String value = template(item, names);
      environment.put(name, value == null ? "" : value);
    });
    return environment;
  }

  /// A condition in CEL.
  static @Nullable Expression condition(Item item, Names names) {
    String text = item.text("a CEL expression");
    if (text == null) {
      return null;
    }
    if (text.contains("{{")) {
      item.error("expected a CEL expression, found a template", "write it without {{ and }}");
      return null;
    }
    try {
      Expression expression = Expression.compile(text);
      if (!expression.mayBeBoolean()) {
        item.error("expected an expression that is true or false, found " + item.found());
      }
      names.check(
          item, expression.paths().stream().map(p -> new Template.Reference(p, false, 1)).toList());
      names.types().mistake(expression).ifPresent(mistake -> mistake(item, mistake));
      expression.badConstants().forEach(mistake -> mistake(item, mistake));
      return expression;
    } catch (ExpressionException e) {
      mistake(item, e);
      return null;
    }
  }

  private static void mistake(Item item, ExpressionException mistake) {
    item.problems()
        .error(item.within(mistake.column()), item.path(), mistake.getMessage(), mistake.hint());
  }

  private static void checkAll(Item item, Names names) {
    if (item.isMap()) {
      item.entries("a map").values().forEach(child -> checkAll(child, names));
    } else if (item.isList()) {
      item.items("a list").forEach(child -> checkAll(child, names));
    } else if (item.value() instanceof String text) {
      check(item, text, names);
    }
  }

  private static @Nullable Template check(Item item, String text, Names names) {
    try {
      Template template = Template.parse(text);
      List<Template.Reference> references = template.references();
      names.check(item, references);
      for (TemplateException mistake : template.mistakes(names.types())) {
        item.problems()
            .error(item.within(mistake.column()), item.path(), mistake.getMessage(), null);
      }
      return template;
    } catch (TemplateException e) {
      item.problems().error(item.within(e.column()), item.path(), e.getMessage(), null);
      return null;
    }
  }
}
