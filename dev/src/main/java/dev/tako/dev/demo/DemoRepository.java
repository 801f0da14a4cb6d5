package dev.tako.dev.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One of the demo's repositories, as it is before the train starts.
///
/// @param artifact its name, without the owner
/// @param version of its last release
/// @param nextVersion of the release the train brings
/// @param commitsVersion whether its release commits the new version; otherwise the update of its
///   dependency has done so
/// @param pins the libraries it pins, and to what the train moves them
/// @param source its one source file
record DemoRepository(
    String artifact,
    String version,
    String nextVersion,
    boolean commitsVersion,
    Map<String, String> pins,
    String source) {
  static final DemoRepository CORE_LIB =
      new DemoRepository("core-lib", "1.0.0", "1.0.1", true, Map.of(), "src/acme/core/Names.java");
  static final DemoRepository LIB_A =
      new DemoRepository(
          "lib-a",
          "2.0.0",
          "2.0.1",
          false,
          Map.of("core-lib", "1.0.1"),
          "src/acme/a/Greeting.java");
  static final DemoRepository LIB_B =
      new DemoRepository(
          "lib-b",
          "3.0.0",
          "3.0.1",
          false,
          Map.of("core-lib", "1.0.1"),
          "src/acme/b/Initials.java");
  static final DemoRepository JAVA_BOM =
      new DemoRepository(
          "java-bom",
          "5.0.0",
          "5.0.1",
          true,
          Map.of("lib-a", "2.0.1", "lib-b", "3.0.1"),
          "src/acme/bom/Together.java");

  static final List<DemoRepository> ALL = List.of(CORE_LIB, LIB_A, LIB_B, JAVA_BOM);

  private static final List<String> SCRIPTS =
      List.of("build.sh", "next-version.sh", "pin.sh", "push.sh", "tag.sh");

  DemoRepository {
    pins = Map.copyOf(pins);
  }

  /// `owner/repo`
  String repo() {
    return "acme/" + artifact;
  }

  /// What its first commits hold: the sources without Tako, then the manifest and its scripts.
  Map<String, String> sources() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(".gitignore", "out/\n");
    files.put("VERSION", resource(artifact + "/VERSION"));
    files.put("dependencies", resource(artifact + "/dependencies"));
    files.put(source, resource(artifact + "/" + source));
    return files;
  }

  Map<String, String> orchestration() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("tako.yml", resource(artifact + "/tako.yml"));
    SCRIPTS.forEach(script -> files.put("scripts/" + script, resource("scripts/" + script)));
    return files;
  }

  /// The change in core-lib that sets the train in motion.
  static Map<String, String> change() {
    return Map.of(
        CORE_LIB.source, resource(CORE_LIB.artifact + "/" + CORE_LIB.source + ".changed"));
  }

  private static String resource(String name) {
    try (InputStream in = DemoRepository.class.getResourceAsStream("/demo/" + name)) {
      if (in == null) {
        throw new IllegalStateException("Expected the resource /demo/" + name + ".");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
