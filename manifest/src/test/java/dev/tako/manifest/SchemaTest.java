package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.nodes.Node;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON Schema says about the shape of a manifest what the parser says.
class SchemaTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TEXT = WrongManifestsTest.resource("/schema/tako.yml.json");
  private static final JsonNode DOCUMENT = JSON.readTree(TEXT);
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TEXT, InputFormat.JSON);

  /// The parser's lists of known keys, by the name of the schema's definition.
  static final Map<String, List<String>> KNOWN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("", ManifestParser.KEYS),
              Map.entry("metadata", ManifestParser.METADATA),
              Map.entry("artifact", ArtifactParser.KEYS),
              Map.entry("dependent", DependentParser.KEYS),
              Map.entry("subscription", SubscriptionParser.KEYS),
              Map.entry("workflow", WorkflowParser.KEYS),
              Map.entry("triggers", OnParser.TRIGGERS),
              Map.entry("push", OnParser.PUSH),
              Map.entry("input", InputParser.KEYS),
              Map.entry("validation", InputParser.RULES),
              Map.entry("resources", IsolationParser.RESOURCES),
              Map.entry("step", StepParser.KEYS),
              Map.entry("retry", StepParser.RETRY),
              Map.entry("failureCommand", StepParser.FAILURE),
              Map.entry("volume", IsolationParser.VOLUME),
              Map.entry("produces", ProducesParser.KEYS),
              Map.entry("event", ProducesParser.EVENT_KEYS),
              Map.entry("fanOut", BuiltInParser.FAN_OUT_KEYS),
              Map.entry("noop", List.of()),
              Map.entry("checkout", builtIn("tako/checkout@v1")),
              Map.entry("updateDependency", builtIn("tako/update-dependency@v1")),
              Map.entry("createPullRequest", builtIn("tako/create-pull-request@v1")),
              Map.entry("poll", builtIn("tako/poll@v1"))));

  private static List<String> builtIn(String name) {
    return Objects.requireNonNull(BuiltInParser.KEYS.get(name));
  }

  static Stream<String> goodManifests() {
    return Stream.of(
            Stream.of(WrongManifestsTest.resource("everything.yml")),
            ManifestParserTest.otherGoodForms(),
            ReadmeTest.examples().stream(),
            LanguageDocTest.examples())
        .flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("goodManifests")
  void every_good_manifest_is_valid(String text) {
    assertThat(ManifestParser.parse("tako.yml", text).isValid()).isTrue();
    assertThat(refusals(data(text))).isEmpty();
  }

  @Test
  void the_schema_and_the_parser_know_the_same_keys() {
    // Given
    Map<String, List<String>> inSchema = new TreeMap<>();
    closed("", DOCUMENT, inSchema);
    for (Map.Entry<String, JsonNode> each : DOCUMENT.get("$defs").properties()) {
      closed(each.getKey(), each.getValue(), inSchema);
    }

    // Then
    assertThat(inSchema.keySet()).isEqualTo(KNOWN.keySet());
    KNOWN.forEach((name, keys) ->
        assertThat(inSchema.get(name)).as(name).containsExactlyInAnyOrderElementsOf(keys));
  }

  private static void closed(String name, JsonNode schema, Map<String, List<String>> into) {
    if (schema.has("additionalProperties") && schema.get("additionalProperties").isBoolean()) {
      into.put(name, List.copyOf(schema.get("properties").propertyNames()));
    }
  }

  @Test
  void every_key_is_described_for_hover() {
    List<String> silent = new ArrayList<>();
    KNOWN
        .keySet()
        .forEach(name -> {
          JsonNode owner = name.isEmpty() ? DOCUMENT : DOCUMENT.get("$defs").get(name);
          for (Map.Entry<String, JsonNode> each : owner.get("properties").properties()) {
            JsonNode at = each.getValue();
            while (!at.has("description") && at.has("$ref")) {
              at = DOCUMENT.at(at.get("$ref").asString().substring(1));
            }
            if (!at.has("description")) {
              silent.add(name + "." + each.getKey());
            }
          }
        });
    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workflows: {}",
        "version: 2",
        "[]",
        "version: '1'\ncolour: red",
        "version: '1'\nmetadata: { owner: me }",
        "version: '1'\nartifacts: [core]",
        "version: '1'\nartifacts: { core: { file: pom.xml } }",
        "version: '1'\nartifacts: { core: { path: ../pom.xml } }",
        "version: '1'\nartifacts: { core: { ecosystem: ant } }",
        "version: '1'\nartifacts: { 'a b': {} }",
        "version: '1'\ndependents: acme/lib",
        "version: '1'\ndependents: [acme/lib]",
        "version: '1'\ndependents: [{ artifacts: [default] }]",
        "version: '1'\ndependents: [{ repo: lib }]",
        "version: '1'\ndependents: [{ repo: a/b, inputs: [x] }]",
        "version: '1'\ndependents: [{ repo: a/b, workflows: w }]",
        "version: '1'\nsubscriptions: [{ artifact: a/b:c, events: [x] }]",
        "version: '1'\nsubscriptions: [{ artifact: a/b:c, workflow: w }]",
        "version: '1'\nsubscriptions: [{ events: [x], workflow: w }]",
        "version: '1'\nsubscriptions: [{ artifact: a/b:c, events: x, workflow: w }]",
        "version: '1'\nsubscriptions: [{ artifact: a/b:c, events: [aB], workflow: w }]",
        "version: '1'\nsubscriptions: [{ artifact: a/b:c, events: [x], filter: x, workflow: w }]",
        "version: '1'\nsubscriptions: [{ artifact: a/b, events: [x], workflow: w }]",
        "version: '1'\nworkflows: { w: {} }",
        "version: '1'\nworkflows: { w: ls }",
        "version: '1'\nworkflows: { w: { steps: [] } }",
        "version: '1'\nworkflows: { w: { steps: ls } }",
        "version: '1'\nworkflows: { w: { steps: [{ name: a }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, uses: tako/noop@v1 }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, with: { a: b } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: [ls] }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/noop@v2 }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/noop@v1, with: { a: b } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/noop@v1, env: { A: b } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/fan-out@v1 }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/fan-out@v1, with: {} }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/checkout@v1, with: { ref: main, x: y } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, id: 'a b' }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, timeout: 30 }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, continue_on_error: yes }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, retry: { backoff: 1s } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, retry: { max_attempts: 0 } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, network: host }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, volumes: [{ source: a }] }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, on_failure: [{ name: a }] }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, produces: { outputs: { a: stdout } } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, produces: { events: [{ payload: {} }] } }] } }",
        "version: '1'\nworkflows: { w: { on: [pusch], steps: [ls] } }",
        "version: '1'\nworkflows: { w: { on: { push: main }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { on: schedule, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { on: { schedule: '* * * *' }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { on: { schedule: [] }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { on: { push: { branch: [main] } }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { env: [CI], steps: [ls] } }",
        "version: '1'\nworkflows: { w: { env: { TAKO_RUN_ID: x }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { inputs: { a: { type: int } }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { inputs: { a: { enum: [x] } }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { inputs: { a: { type: number, default: x } }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { inputs: { a: { validation: { least: 1 } } }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { resources: { cpu: 1 }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { resources: { mem_limit: 512MB }, steps: [ls] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, capabilities: [NET_ADMIN] }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, volumes: [{ source: a, destination: /a/../b }] }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, volumes: [{ source: /a, destination: /a }] }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ run: ls, cache_key_files: ../x }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/checkout@v1 }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/checkout@v1, with: { ref: [a] } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/checkout@v1, with: { ref: a }, env: { A: b } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/noop@v1, network: none }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/noop@v1, long_running: true }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/update-dependency@v1, with: { name: a } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/update-dependency@v1, with: { name: a, version: '1', update_lock_files: 1 } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/create-pull-request@v1, with: { title: a } }] } }",
        "version: '1'\nworkflows: { w: { steps: [{ uses: tako/create-pull-request@v1, with: { title: a, head: b, wait_for: x } }] } }",
        "version: '1'\nworkflows: { w: { steps: [ls, { uses: tako/poll@v1, with: { target: url, step_id: step-1 } }] } }",
        "version: '1'\nworkflows: { w: { steps: [ls, { uses: tako/poll@v1, with: { target: step, step_id: step-1, success_on_exit_code: 256 } }] } }"
      })
  void what_is_structurally_wrong_is_refused_by_both(String text) {
    assertThat(ManifestParser.parse("tako.yml", text).isValid()).isFalse();
    assertThat(refusals(data(text))).isNotEmpty();
  }

  @Test
  void the_schema_is_never_stricter_than_the_parser() {
    // Given
    List<String> stricter = new ArrayList<>();
    int refused = 0;

    // When
    for (Map.Entry<String, @Nullable Object> change : changes().entrySet()) {
      if (refusals(change.getValue()).isEmpty()) {
        continue;
      }
      refused++;
      String text = JSON.writeValueAsString(change.getValue());
      if (ManifestParser.parse("tako.yml", text).isValid()) {
        stricter.add(change.getKey());
      }
    }

    // Then
    assertThat(stricter).isEmpty();
    assertThat(refused).isGreaterThan(200);
  }

  /// Where in the manifest that has everything each of the schema's definitions is used.
  private static final Map<String, List<List<Object>>> USES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("", List.of(List.of())),
              Map.entry("metadata", List.of(List.of("metadata"))),
              Map.entry("artifact", List.of(List.of("artifacts", "core-lib"))),
              Map.entry("dependent", List.of(List.of("dependents", 0))),
              Map.entry("subscription", List.of(List.of("subscriptions", 0))),
              Map.entry("workflow", List.of(List.of("workflows", "release"))),
              Map.entry("triggers", List.of(List.of("workflows", "release", "on", 0))),
              Map.entry("push", List.of(List.of("workflows", "release", "on", 0, "push"))),
              Map.entry(
                  "input",
                  List.of(
                      List.of("workflows", "release", "inputs", "bump"),
                      List.of("workflows", "release", "inputs", "count"))),
              Map.entry(
                  "validation",
                  List.of(
                      List.of("workflows", "release", "inputs", "bump", "validation"),
                      List.of("workflows", "release", "inputs", "count", "validation"))),
              Map.entry(
                  "resources",
                  List.of(List.of("workflows", "release", "resources"), inStep(1, "resources"))),
              Map.entry("step", IntStream.rangeClosed(1, 6).mapToObj(i -> inStep(i)).toList()),
              Map.entry("retry", List.of(inStep(1, "retry"))),
              Map.entry("failureCommand", List.of(inStep(1, "on_failure", 0))),
              Map.entry("volume", List.of(inStep(1, "volumes", 0))),
              Map.entry("produces", List.of(inStep(1, "produces"))),
              Map.entry("event", List.of(inStep(1, "produces", "events", 0))),
              Map.entry("fanOut", List.of(inStep(2, "with"))),
              Map.entry("noop", List.of()),
              Map.entry("checkout", List.of(inStep(3, "with"))),
              Map.entry("updateDependency", List.of(inStep(4, "with"))),
              Map.entry("createPullRequest", List.of(inStep(5, "with"))),
              Map.entry("poll", List.of(inStep(6, "with")))));

  private static List<Object> inStep(int index, Object... more) {
    return Stream.concat(Stream.of("workflows", "release", "steps", index), Arrays.stream(more))
        .toList();
  }

  /// The triggers that say everything by their name.
  private static final Set<String> ENOUGH = Set.of("triggers.exec", "triggers.push");

  /// A trigger whose name begs a question.
  private static final String NEVER = "triggers.schedule";

  static Stream<Arguments> keys() {
    return USES.entrySet().stream()
        .flatMap(use ->
            use.getValue().stream()
                .flatMap(at ->
                    Objects.requireNonNull(KNOWN.get(use.getKey())).stream()
                        .map(key -> arguments(use.getKey(), at, key))));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_key_without_a_value_is_for_both_as_if_it_were_not_there(
      String definition, List<Object> at, String key) {
    // Given
    String whole =
        WrongManifestsTest.resource("everything.yml")
            .replace("on: [exec, {", "on: [{")
            .replace("- ./scripts/cleanup.sh", "- { name: Clean up, run: ./scripts/cleanup.sh }");
    Object empty = changed(data(whole), at, map -> map.put(key, null));
    Object without = changed(data(whole), at, map -> map.remove(key));
    boolean saysEnough = ENOUGH.contains(definition + "." + key);
    boolean saysTooLittle = NEVER.equals(definition + "." + key);

    // When
    boolean schemaAllows = refusals(empty).isEmpty();
    boolean parserAllows = isValid(empty);

    // Then
    assertThat(schemaAllows)
        .as("%s.%s schema: %s", definition, key, refusals(empty))
        .isEqualTo(saysEnough || (!saysTooLittle && refusals(without).isEmpty()));
    assertThat(parserAllows)
        .as("%s.%s parser", definition, key)
        .isEqualTo(saysEnough || (!saysTooLittle && isValid(without)));
  }

  private static boolean isValid(@Nullable Object manifest) {
    return ManifestParser.parse("tako.yml", JSON.writeValueAsString(manifest)).isValid();
  }

  @Test
  void every_definition_is_used() {
    assertThat(USES.keySet()).isEqualTo(KNOWN.keySet());
  }

  private static @Nullable Object changed(
      @Nullable Object value, List<Object> at, Consumer<Map<Object, @Nullable Object>> change) {
    if (!at.isEmpty() && at.getFirst() instanceof Integer index) {
      List<@Nullable Object> list = new ArrayList<>((List<?>) value);
      list.set(index, changed(list.get(index), at.subList(1, at.size()), change));
      return list;
    }
    Map<Object, @Nullable Object> map = new LinkedHashMap<>((Map<?, ?>) value);
    if (at.isEmpty()) {
      change.accept(map);
    } else {
      map.put(at.getFirst(), changed(map.get(at.getFirst()), at.subList(1, at.size()), change));
    }
    return map;
  }

  @ParameterizedTest
  @MethodSource("goodManifests")
  void nothing_in_the_place_of_an_entry_of_a_list_is_refused_by_both(String text) {
    // Given
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    replace("", data(text), changed -> changed, _ -> null, "nothing", changes);
    List<String> accepted = new ArrayList<>();

    // When
    changes.forEach((what, changed) -> {
      if (what.contains("] is nothing")
          && !what.contains(".payload.")
          && (isValid(changed) || refusals(changed).isEmpty())) {
        accepted.add(what);
      }
    });

    // Then
    assertThat(accepted).isEmpty();
  }

  /// The manifest that has everything, with one value each taken out or replaced, by what was done.
  private static Map<String, @Nullable Object> changes() {
    Object whole = data(WrongManifestsTest.resource("everything.yml"));
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    Map<String, @Nullable Object> replacements = new LinkedHashMap<>();
    replacements.put("a list", List.of(List.of()));
    replacements.put("an empty list", List.of());
    replacements.put("a map", Map.of("zz", 1));
    replacements.put("an empty map", Map.of());
    replacements.put("a text", "Zz z");
    replacements.put("a number", 17);
    replacements.put("true", true);
    replacements.put("nothing", null);
    replacements.forEach(
        (what, value) -> replace("", whole, changed -> changed, _ -> value, what, changes));
    return changes;
  }

  private static void replace(
      String path,
      @Nullable Object at,
      UnaryOperator<@Nullable Object> whole,
      UnaryOperator<@Nullable Object> change,
      String what,
      Map<String, @Nullable Object> changes) {
    changes.put(path + " is " + what, whole.apply(change.apply(at)));
    if (at instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        UnaryOperator<@Nullable Object> inner =
            changed -> {
              Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
              copy.put(key, changed);
              return whole.apply(copy);
            };
        replace(path + "." + key, value, inner, change, what, changes);
      });
    } else if (at instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        UnaryOperator<@Nullable Object> inner =
            changed -> {
              List<@Nullable Object> copy = new ArrayList<>(list);
              copy.set(index, changed);
              return whole.apply(copy);
            };
        replace(path + "[" + i + "]", list.get(i), inner, change, what, changes);
      }
    }
  }

  private static List<String> refusals(@Nullable Object data) {
    return SCHEMA.validate(JSON.writeValueAsString(data), InputFormat.JSON).stream()
        .map(String::valueOf)
        .toList();
  }

  /// The manifest as an editor sees it, by the rules of YAML 1.2.
  static @Nullable Object data(String text) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Problems problems = new Problems("tako.yml", content);
    Node root = Objects.requireNonNull(new YamlReader(content, problems).read());
    return new Item(root, "", problems).value();
  }
}
