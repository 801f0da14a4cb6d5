package dev.tako.manifest;

import dev.tako.manifest.expression.Types;
import dev.tako.manifest.expression.ValueType;
import dev.tako.manifest.template.Template;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The types a manifest declares: those of inputs, and of the payloads of its events.
public final class DeclaredTypes {

  /// What every event, run and repository has.
  static final Types OF_AN_EVENT =
      new Types(
          Stream.of(
                  "event.type",
                  "event.schema_version",
                  "event.source",
                  "event.artifact",
                  "event.id",
                  "event.time",
                  "run.id",
                  "repo.owner",
                  "repo.name",
                  "repo.branch",
                  "repo.commit")
              .collect(Collectors.toMap(path -> path, _ -> ValueType.STRING)));

  private DeclaredTypes() {}

  /// What there is directly under `event`, `run` or `repo`; empty for the other roots, which hold
  /// what a manifest declares.
  static List<String> fieldsOf(String root) {
    Stream<String> typed =
        OF_AN_EVENT.byPath().keySet().stream()
            .filter(path -> path.startsWith(root + "."))
            .map(path -> path.substring(root.length() + 1));
    return Stream.concat(typed, root.equals("event") ? Stream.of("payload") : Stream.empty())
        .sorted()
        .toList();
  }

  /// The types of `inputs.<name>`, in each way the name may be written.
  static Types ofInputs(Collection<Input> inputs) {
    Map<String, ValueType> types = new LinkedHashMap<>();
    for (Input input : inputs) {
      ValueType type =
          switch (input.type()) {
            case STRING -> ValueType.STRING;
            case NUMBER -> ValueType.NUMBER;
            case BOOLEAN -> ValueType.BOOLEAN;
          };
      types.put("inputs." + input.name(), type);
      types.put("inputs." + input.name().replace('-', '_'), type);
    }
    return new Types(types);
  }

  /// The types of `event.payload.<field>`, however deep, for the subscribers of an event; the
  /// payload is a template over the inputs of the workflow that emits it.
  public static Types ofPayload(Workflow emitter, EmittedEvent event) {
    Map<String, ValueType> types = new LinkedHashMap<>();
    collect("event.payload", event.payload(), ofInputs(emitter.inputs().values()), types);
    types.remove("event.payload");
    return new Types(types);
  }

  private static void collect(
      String path, @Nullable Object value, Types known, Map<String, ValueType> types) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((name, inner) -> collect(path + "." + name, inner, known, types));
      case String text -> {
        ValueType type = text.contains("{{") ? Template.parse(text).type(known) : ValueType.STRING;
        if (type != null) {
          types.put(path, type);
        }
      }
      case Number _ -> types.put(path, ValueType.NUMBER);
      case Boolean _ -> types.put(path, ValueType.BOOLEAN);
      case Collection<?> _ -> types.put(path, ValueType.LIST);
      case null, default -> {}
    }
  }
}
