package dev.tako.runner.dependency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `Cargo.toml`: every table of dependencies, also those of the workspace and of targets.
final class CargoManifest implements Format {
  private static final Set<String> TABLES =
      Set.of("dependencies", "dev-dependencies", "build-dependencies");
  private static final Requirements REQUIREMENTS = new Requirements("\\^|~|=|>=");

  @Override
  public String title() {
    return "Cargo.toml";
  }

  @Override
  public boolean isOne(Path file) {
    return file.endsWith("Cargo.toml");
  }

  @Override
  public List<Declaration> declarations(String text) throws MalformedException {
    List<Leaf> leaves = TomlTexts.of(text);
    Map<List<String>, String> renamed = new HashMap<>();
    for (Leaf leaf : leaves) {
      if (leaf.name().equals("package")) {
        renamed.put(leaf.parent(), leaf.text());
      }
    }
    List<Declaration> declarations = new ArrayList<>();
    for (Leaf leaf : leaves) {
      int name = nameIn(leaf.path());
      int size = leaf.path().size();
      if (name > 0 && (size == name + 1 || (size == name + 2 && leaf.name().equals("version")))) {
        List<String> dependency = leaf.path().subList(0, name + 1);
        String crate = renamed.getOrDefault(dependency, dependency.getLast());
        declarations.add(Declaration.of(List.of(crate), leaf));
      }
    }
    return declarations;
  }

  /// Where the name of a dependency stands in the path; 0: this is none.
  private static int nameIn(List<String> path) {
    int table =
        switch (path.getFirst()) {
          case "workspace" -> 1;
          case "target" -> 2;
          default -> 0;
        };
    return path.size() > table + 1 && TABLES.contains(path.get(table)) ? table + 1 : 0;
  }

  @Override
  public String version(String version) {
    return Requirements.withoutV(version);
  }

  @Override
  public Optional<String> versionOf(String requirement) {
    return REQUIREMENTS.versionOf(requirement);
  }

  @Override
  public List<LockTool> lockTools() {
    return List.of(new LockTool("Cargo.lock", "cargo", "cargo update --workspace"));
  }
}
