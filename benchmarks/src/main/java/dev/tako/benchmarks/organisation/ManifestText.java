package dev.tako.benchmarks.organisation;

import dev.tako.benchmarks.organisation.Organisation.Node;

/// The `tako.yml` of one repository of the organisation.
final class ManifestText {
  static final String OWNER = "org";

  /// The workflow that travels along dependents.
  static final String RELEASE = "release";

  private ManifestText() {}

  static String name(int index) {
    return "r%05d".formatted(index);
  }

  static String fullName(int index) {
    return OWNER + "/" + name(index);
  }

  /// @param revision grows with each push; every other one has one edge less
  static String of(Node node, int revision) {
    StringBuilder text = new StringBuilder(2048);
    text.append("version: \"1\"\nmetadata: { name: ").append(name(node.index()));
    text.append(", description: Repository of layer ").append(node.layer()).append(" }\n\n");
    boolean oneLess = revision % 2 == 1;
    int dependents = node.dependents().size() - (oneLess ? 1 : 0);
    if (dependents > 0) {
      text.append("dependents:\n");
      node.dependents().stream()
          .limit(dependents)
          .forEach(to -> text.append("  - repo: ").append(fullName(to)).append('\n'));
      text.append('\n');
    }
    boolean ownListener = oneLess && node.dependents().isEmpty();
    int subscriptions = node.subscriptions().size() - (ownListener ? 1 : 0);
    if (subscriptions > 0) {
      text.append("subscriptions:\n");
      node.subscriptions().stream()
          .limit(subscriptions)
          .forEach(from -> text.append(subscription(node.index(), from)));
      text.append('\n');
    }
    return text.append(WORKFLOWS.replace("REVISION", Integer.toString(revision))).toString();
  }

  private static String subscription(int to, int from) {
    boolean chained = (to + from) % 5 == 0;
    boolean filtered = (to + from) % 2 == 0;
    return """
      - artifact: %s:default
        events: [%s]
        schema_version: "^1.0.0"
    %s    workflow: update
        inputs: { version: "{{ .event.payload.version }}" }
    """
        .formatted(
            fullName(from),
            chained ? "library_released, library_updated" : "library_released",
            filtered ? "    filters: [\"event.payload.version != '0.0.0'\"]\n" : "");
  }

  private static final String WORKFLOWS =
      """
      workflows:
        release:
          on: [exec, { push: { tags: ["v*"] } }]
          inputs:
            bump: { type: string, default: patch, validation: { enum: [major, minor, patch] } }
            note: { type: string, default: "" }
          steps:
            - id: compile
              run: ./gradlew assemble --no-daemon -Pbump={{ .inputs.bump }} -Prevision=REVISION
              timeout: 20m
            - id: publish
              run: ./scripts/publish.sh {{ .inputs.bump }}
              retry: { max_attempts: 3, backoff: 1s }
              produces:
                outputs: { version: "from_file:version.txt" }
                events:
                  - type: library_released
                    schema_version: 1.2.0
                    payload: { version: "{{ .outputs.version }}" }
        update:
          inputs:
            version: { type: string, required: true }
          steps:
            - id: pin
              run: ./scripts/pin.sh {{ .inputs.version }}
              produces:
                outputs: { version: "from_file:version.txt" }
                events:
                  - type: library_updated
                    schema_version: 1.0.0
                    payload: { version: "{{ .outputs.version }}" }
      """;
}
