package dev.tako.runner.dependency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `pyproject.toml`: PEP 621, dependency groups, build requirements, and Poetry's tables.
final class PythonProject implements Format {
  private static final Requirements POETRY = new Requirements("\\^|~=|~|===|==|>=");

  @Override
  public String title() {
    return "pyproject.toml";
  }

  @Override
  public boolean isOne(Path file) {
    return file.endsWith("pyproject.toml");
  }

  @Override
  public List<Declaration> declarations(String text) throws MalformedException {
    List<Declaration> declarations = new ArrayList<>();
    for (Leaf leaf : TomlTexts.of(text)) {
      List<String> path = leaf.path();
      String table = String.join(".", path);
      if (table.equals("project.dependencies")
          || table.equals("build-system.requires")
          || (path.size() == 3 && table.startsWith("project.optional-dependencies."))
          || (path.size() == 2 && path.getFirst().equals("dependency-groups"))) {
        PythonRequirement.of(leaf.text(), leaf.start()).ifPresent(declarations::add);
      } else {
        int name = poetry(path);
        boolean isVersion =
            path.size() == name + 1 || (path.size() == name + 2 && leaf.name().equals("version"));
        if (name > 0 && isVersion) {
          declarations.add(Declaration.of(List.of(PythonRequirement.normal(path.get(name))), leaf));
        }
      }
    }
    return declarations;
  }

  /// Where the name of a dependency stands in a path of Poetry's; 0: this is none.
  private static int poetry(List<String> path) {
    if (path.size() < 4 || !path.subList(0, 2).equals(List.of("tool", "poetry"))) {
      return 0;
    }
    if (path.get(2).equals("dependencies") || path.get(2).equals("dev-dependencies")) {
      return 3;
    }
    return path.size() > 5 && path.get(2).equals("group") && path.get(4).equals("dependencies")
        ? 5
        : 0;
  }

  @Override
  public String normal(String name) {
    return PythonRequirement.normal(name);
  }

  @Override
  public String version(String version) {
    return Requirements.withoutV(version);
  }

  @Override
  public Optional<String> versionOf(String requirement) {
    return POETRY.versionOf(requirement);
  }

  @Override
  public List<LockTool> lockTools() {
    return List.of(
        new LockTool("uv.lock", "uv", "uv lock"),
        new LockTool("poetry.lock", "poetry", "poetry lock --no-interaction"),
        new LockTool("pdm.lock", "pdm", "pdm lock --update-reuse"));
  }
}
