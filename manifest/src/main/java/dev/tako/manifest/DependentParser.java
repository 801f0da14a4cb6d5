package dev.tako.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one of `dependents`.
final class DependentParser {

  static final List<String> KEYS = List.of("repo", "artifacts", "workflows", "inputs");

  private DependentParser() {}

  static Optional<Dependent> read(
      Item item, Collection<String> artifacts, Collection<String> workflows) {
    Fields fields = item.fields("a map with repo", KEYS);
    if (!item.isMapNotNothing("a map with repo")) {
      return Optional.empty();
    }
    Item repo = fields.required("repo");
    RepositoryRef ref =
        repo == null ? null : repo.parsed("a repository as owner/repo", RepositoryRef::parse);
    List<String> used = known(fields, "artifacts", "artifact", artifacts);
    List<String> carried = known(fields, "workflows", "workflow", workflows);
    Item inputs = fields.get("inputs");
    if (inputs != null && !inputs.isMap()) {
      inputs.error("expected a map, found " + inputs.found());
    }
    Map<String, Object> templates =
        inputs == null ? null : Texts.templates(inputs, Names.OF_A_WORKFLOW_S_END);
    return Optional.ofNullable(ref)
        .map(r ->
            new Dependent(
                r,
                used.isEmpty() ? List.of(Artifact.DEFAULT) : used,
                carried,
                templates,
                item.at()));
  }

  private static List<String> known(
      Fields fields, String key, String what, Collection<String> known) {
    List<String> names = new ArrayList<>();
    for (Item item : fields.list(key)) {
      String name = item.text("the name of a " + what);
      if (name != null) {
        Words.checkKnown(item, what, name, known);
        names.add(name);
      }
    }
    return names;
  }
}
