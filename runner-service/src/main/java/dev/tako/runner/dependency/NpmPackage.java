package dev.tako.runner.dependency;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `package.json`: the four kinds of dependencies.
final class NpmPackage implements Format {
  private static final Set<String> SECTIONS =
      Set.of("dependencies", "devDependencies", "peerDependencies", "optionalDependencies");
  private static final Requirements REQUIREMENTS =
      new Requirements("(?:workspace:)?(?:\\^|~|>=|=)?");

  @Override
  public String title() {
    return "package.json";
  }

  @Override
  public boolean isOne(Path file) {
    return file.endsWith("package.json");
  }

  @Override
  public List<Declaration> declarations(String text) throws MalformedException {
    return JsonTexts.of(text).stream()
        .filter(leaf -> leaf.path().size() == 2 && SECTIONS.contains(leaf.path().getFirst()))
        .map(leaf -> Declaration.of(List.of(leaf.name()), leaf))
        .toList();
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
    String npm = "npm install --package-lock-only --ignore-scripts --no-audit --no-fund";
    return List.of(
        new LockTool("package-lock.json", "npm", npm),
        new LockTool("npm-shrinkwrap.json", "npm", npm),
        new LockTool("pnpm-lock.yaml", "pnpm", "pnpm install --lockfile-only --ignore-scripts"),
        new LockTool(
            "yarn.lock",
            head -> head.contains("# yarn lockfile v1"),
            "yarn",
            "yarn install --ignore-scripts --non-interactive"),
        new LockTool(
            "yarn.lock",
            head -> !head.contains("# yarn lockfile v1"),
            "yarn",
            "yarn install --mode=update-lockfile"));
  }
}
