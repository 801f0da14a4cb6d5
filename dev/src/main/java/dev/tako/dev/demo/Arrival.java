package dev.tako.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.dev.git.GitOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Whether the train arrived: what the origins and the artifact repository really hold, whatever
/// the run says of itself.
final class Arrival {
  private final DemoOrigins origins;
  private final Path artifacts;
  private final List<String> missing = new ArrayList<>();

  Arrival(DemoOrigins origins, Path artifacts) {
    this.origins = origins;
    this.artifacts = artifacts;
  }

  /// @throws IllegalStateException naming everything that is not as it should be
  List<Release> check(JsonNode run) {
    List<Release> releases = new ArrayList<>();
    for (DemoRepository repository : DemoRepository.ALL) {
      releases.add(release(repository));
    }
    order(run);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "The train did not arrive as it should:\n  " + String.join("\n  ", missing));
    }
    return releases;
  }

  private Release release(DemoRepository repository) {
    GitOrigin origin = origins.of(repository);
    String head = origin.head(GitOrigin.MAIN);
    String version = repository.nextVersion();
    String tag = "v" + version;
    Map<String, String> pins = new TreeMap<>(repository.pins());
    expect(
        repository.repo() + ": VERSION on main",
        version,
        origin.file(head, "VERSION").orElse("").strip());
    expect(repository.repo() + ": tag " + tag, head, origin.tagged(tag).orElse("none"));
    expect(
        repository.repo() + ": dependencies on main",
        pins.toString(),
        pins(origin.file(head, "dependencies").orElse("")).toString());
    expect(
        repository.repo() + ": commits on main",
        commits(repository),
        origin.messages(GitOrigin.MAIN).stream().sorted().toList().toString());
    Path jar =
        artifacts
            .resolve(repository.repo())
            .resolve(version)
            .resolve(repository.artifact() + "-" + version + ".jar");
    jar(repository, jar, pins);
    return new Release(repository.repo(), version, head, tag, jar);
  }

  /// The messages of all commits, sorted: two updates may come in either order.
  private static String commits(DemoRepository repository) {
    List<String> messages = new ArrayList<>();
    messages.add("Release " + repository.version());
    messages.add("Let Tako release this");
    repository.pins().forEach((name, to) -> messages.add("Update " + name + " to " + to));
    if (repository.equals(DemoRepository.CORE_LIB)) {
      messages.add("Collapse spaces inside names");
    }
    if (repository.commitsVersion()) {
      messages.add("Release " + repository.nextVersion());
    }
    return messages.stream().sorted().toList().toString();
  }

  private void jar(DemoRepository repository, Path file, Map<String, String> pins) {
    if (!Files.isRegularFile(file)) {
      missing.add(repository.repo() + ": expected the jar " + file + ", but there is none.");
      return;
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      expect(
          repository.repo() + ": version in " + file.getFileName(),
          repository.nextVersion(),
          String.valueOf(
              jar.getManifest().getMainAttributes().get(Attributes.Name.IMPLEMENTATION_VERSION)));
      expect(
          repository.repo() + ": dependencies in " + file.getFileName(),
          pins.toString(),
          pins(entry(jar, "dependencies")).toString());
      if (jar.stream().noneMatch(entry -> entry.getName().endsWith(".class"))) {
        missing.add(
            repository.repo() + ": expected compiled classes in " + file + ", but found none.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// java-bom: one update for each library, never two at once, and one release after both.
  private void order(JsonNode run) {
    List<JsonNode> updates = executions(run, DemoRepository.JAVA_BOM, "update_dependency");
    List<JsonNode> releases = executions(run, DemoRepository.JAVA_BOM, "release");
    expect("acme/java-bom: updates", "2", Integer.toString(updates.size()));
    expect("acme/java-bom: releases", "1", Integer.toString(releases.size()));
    Instant previousEnd = Instant.MIN;
    for (JsonNode execution : concat(updates, releases)) {
      Instant start = instant(execution, "startedAt");
      Instant end = instant(execution, "endedAt");
      if (start == null || end == null || start.isBefore(previousEnd)) {
        missing.add(
            "acme/java-bom: expected one execution after the other, but "
                + execution.path("id").asText()
                + " started at "
                + start
                + ", before the one before it ended at "
                + previousEnd);
      }
      previousEnd = end == null ? previousEnd : end;
    }
  }

  private static List<JsonNode> concat(List<JsonNode> updates, List<JsonNode> releases) {
    List<JsonNode> all = new ArrayList<>(updates);
    all.sort(java.util.Comparator.comparing(execution -> execution.path("startedAt").asText()));
    all.addAll(releases);
    return all;
  }

  private static List<JsonNode> executions(
      JsonNode run, DemoRepository repository, String workflow) {
    return StreamSupport.stream(run.path("executions").spliterator(), false)
        .filter(execution -> execution.path("workflow").asText().equals(workflow))
        .filter(execution -> execution.path("repo").asText().startsWith(repository.repo() + ":"))
        .toList();
  }

  private static @Nullable Instant instant(JsonNode node, String field) {
    String text = node.path(field).asText("");
    return text.isEmpty() || text.equals("null") ? null : Instant.parse(text);
  }

  private void expect(String what, String expected, String found) {
    if (!expected.equals(found)) {
      missing.add(what + ": expected " + expected + ", but found " + found + ".");
    }
  }

  private static Map<String, String> pins(String dependencies) {
    Map<String, String> pins = new TreeMap<>();
    dependencies
        .lines()
        .map(line -> line.split(" ", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> pins.put(parts[0], parts[1]));
    return pins;
  }

  private static String entry(JarFile jar, String name) throws IOException {
    var entry = jar.getJarEntry(name);
    if (entry == null) {
      return "";
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
