package dev.tako.coordinator.run;

/// The organisation that most examples are about.
final class Train {
  private Train() {}

  /// core-lib's build is reacted to by lib-a and lib-b; release travels to both and then, once, to
  /// bom.
  static Org org() {
    return new Org()
        .repo(
            "core-lib",
            """
            dependents: [{ repo: acme/lib-a }, { repo: acme/lib-b }]
            workflows:
              release:
                on: [exec]
                inputs: { level: { type: string, default: patch } }
                steps:
                  - id: compile
                    run: make
                  - id: publish
                    run: make publish
                    produces:
                      outputs: { version: from_stdout }
                      events: [{ type: library_published, schema_version: 1.0.0, payload: { version: "{{ .outputs.version }}" } }]
                  - id: tag
                    run: git tag v{{ .steps.publish.version }}
            """)
        .repo("lib-a", library())
        .repo("lib-b", library())
        .repo(
            "bom",
            """
            workflows:
              release: { on: [exec], steps: [{ id: assemble, run: make }] }
            """);
  }

  private static String library() {
    return """
    dependents: [{ repo: acme/bom }]
    subscriptions:
      - artifact: acme/core-lib:default
        events: [library_published]
        workflow: update
        inputs: { version: "{{ .event.payload.version }}" }
    workflows:
      update:
        on: [exec]
        inputs: { version: { type: string, required: true } }
        steps: [{ id: edit, run: edit }]
      release: { on: [exec], steps: [{ id: assemble, run: make }] }
    """;
  }
}
