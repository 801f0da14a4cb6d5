package dev.tako.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Guessing what a step does, from whole words of its id and from well-known tools in its command.
///
/// Deploying counts before testing and testing before building, for a command that does several.
final class EventDetection {

  private static final String BUILD = "build_completed";
  private static final String TEST = "test_completed";
  private static final String DEPLOY = "deployment_completed";

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("build", BUILD),
          Map.entry("builds", BUILD),
          Map.entry("compile", BUILD),
          Map.entry("test", TEST),
          Map.entry("tests", TEST),
          Map.entry("deploy", DEPLOY),
          Map.entry("deployment", DEPLOY));

  /// The first that fits a command counts; one without goals fits whatever follows.
  private static final List<Tool> TOOLS =
      List.of(
          tool(DEPLOY, "mvn|mvnw", "deploy"),
          tool(TEST, "mvn|mvnw", "test", "verify", "integration-test"),
          tool(BUILD, "mvn|mvnw", "compile", "package", "install"),
          tool(DEPLOY, "gradle|gradlew", "publish"),
          tool(TEST, "gradle|gradlew", "test", "check"),
          tool(BUILD, "gradle|gradlew", "build", "assemble", "jar"),
          tool(DEPLOY, "npm|yarn|pnpm", "publish", "deploy"),
          tool(TEST, "npm|yarn|pnpm", "test", "t"),
          tool(BUILD, "npm|yarn|pnpm", "build", "pack"),
          tool(TEST, "go", "test"),
          tool(BUILD, "go", "build", "install"),
          tool(DEPLOY, "cargo", "publish"),
          tool(TEST, "cargo", "test", "nextest"),
          tool(BUILD, "cargo", "build"),
          tool(TEST, "dotnet", "test"),
          tool(BUILD, "dotnet", "build", "publish"),
          tool(TEST, "bazel", "test"),
          tool(BUILD, "bazel", "build"),
          tool(DEPLOY, "make", "deploy", "publish"),
          tool(TEST, "make", "test", "check"),
          tool(BUILD, "make", "build", "all"),
          tool(DEPLOY, "docker|podman", "push"),
          tool(BUILD, "docker|podman", "build", "buildx"),
          tool(DEPLOY, "kubectl", "apply", "rollout"),
          tool(DEPLOY, "helm", "install", "upgrade"),
          tool(DEPLOY, "terraform|tofu", "apply"),
          tool(DEPLOY, "twine", "upload"),
          tool(DEPLOY, "ansible-playbook"),
          tool(TEST, "pytest"),
          tool(TEST, "tox"),
          tool(TEST, "jest"),
          tool(TEST, "vitest"),
          tool(TEST, "ctest"),
          tool(BUILD, "javac"),
          tool(BUILD, "tsc"));

  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[-_.]+");
  private static final Pattern COMMANDS = Pattern.compile("\\|\\||&&|[;|&\\n()]");
  private static final Set<String> PREFIXES =
      Set.of("sudo", "time", "exec", "env", "nohup", "npx", "then", "do", "else", "if", "!");

  private record Tool(String type, Set<String> names, Set<String> goals) {}

  private EventDetection() {}

  private static Tool tool(String type, String names, String... goals) {
    return new Tool(type, Set.of(names.split("\\|")), Set.of(goals));
  }

  static @Nullable String ofId(String id) {
    return strongest(
        Arrays.stream(CAMEL.split(id))
            .map(word -> WORDS.get(word.toLowerCase(Locale.ROOT)))
            .toList());
  }

  static @Nullable String ofCommand(String script) {
    return strongest(
        script
            .replace("\\\n", " ")
            .lines()
            .filter(line -> !line.stripLeading().startsWith("#"))
            .flatMap(COMMANDS::splitAsStream)
            .map(command -> ofWords(List.of(command.strip().split("\\s+"))))
            .toList());
  }

  private static @Nullable String ofWords(List<String> words) {
    int first = 0;
    while (first < words.size()
        && (PREFIXES.contains(words.get(first)) || words.get(first).matches("\\w+=.*"))) {
      first++;
    }
    if (first == words.size()) {
      return null;
    }
    String name = words.get(first).replaceFirst(".*/", "");
    List<String> rest = words.subList(first + 1, words.size());
    List<String> goals =
        rest.stream()
            .filter(word -> !word.startsWith("-"))
            .flatMap(word -> Arrays.stream(word.split(":")))
            .toList();
    return TOOLS.stream()
        .filter(tool -> tool.names().contains(name))
        .filter(tool -> tool.goals().isEmpty() || goals.stream().anyMatch(tool.goals()::contains))
        .map(Tool::type)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String strongest(List<@Nullable String> types) {
    for (String type : List.of(DEPLOY, TEST, BUILD)) {
      if (types.contains(type)) {
        return type;
      }
    }
    return null;
  }
}
