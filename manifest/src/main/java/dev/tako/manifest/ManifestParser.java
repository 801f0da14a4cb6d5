package dev.tako.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/// Reads a `tako.yml`: all of its problems in one pass, or the manifest.
public final class ManifestParser {

  /// The size in bytes up to which a manifest is read.
  static final int LARGEST = 1 << 20;

  static final List<String> KEYS =
      List.of("version", "metadata", "artifacts", "dependents", "subscriptions", "workflows");
  static final List<String> METADATA = List.of("name", "description");
  private static final Set<String> VERSIONS = Set.of("1", "v1", "0.1.0");

  private final Problems problems;

  private ManifestParser(Problems problems) {
    this.problems = problems;
  }

  /// @param file the name to show in problems
  public static ParseResult parse(String file, byte[] content) {
    if (content.length > LARGEST) {
      return refused(
          file, Position.START, "expected at most 1 MiB, found " + content.length + " bytes");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(content);
    CharBuffer out = CharBuffer.allocate(content.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
      int column = text.length() - text.lastIndexOf('\n');
      String found = String.format("0x%02x", content[in.position()] & 0xff);
      return refused(file, new Position(line, column), "expected UTF-8, found the byte " + found);
    }
    return parse(file, text);
  }

  /// @param file the name to show in problems
  public static ParseResult parse(String file, String content) {
    if (content.length() > LARGEST) {
      return refused(
          file,
          Position.START,
          "expected at most 1 MiB, found " + content.length() + " characters");
    }
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    Problems problems = new Problems(file, text);
    Node root = new YamlReader(text, problems).read();
    Manifest manifest =
        root == null ? null : new ManifestParser(problems).manifest(new Item(root, "", problems));
    return new ParseResult(problems.hasErrors() ? null : manifest, problems.found());
  }

  private static ParseResult refused(String file, Position at, String message) {
    Problems problems = new Problems(file, "");
    problems.error(at, "", message, null);
    return new ParseResult(null, problems.found());
  }

  private @Nullable Manifest manifest(Item root) {
    if (!root.isMap()) {
      root.error("expected a map, found " + root.found(), WrongForms.rootHint(root));
      return null;
    }
    Fields fields = root.fields("a map", KEYS);
    version(fields);
    Map<String, Artifact> artifacts = ArtifactParser.artifacts(fields);
    Map<String, Workflow> workflows = WorkflowParser.workflows(fields, artifacts.keySet());
    List<Dependent> dependents =
        fields.list("dependents").stream()
            .flatMap(
                item -> DependentParser.read(item, artifacts.keySet(), workflows.keySet()).stream())
            .toList();
    List<Subscription> subscriptions =
        fields.list("subscriptions").stream()
            .flatMap(item -> SubscriptionParser.read(item, workflows).stream())
            .toList();
    return new Manifest(
        metadata(fields),
        artifacts,
        dependents,
        subscriptions,
        workflows,
        problems.notSupportedYet());
  }

  private static void version(Fields fields) {
    Item item = fields.required("version");
    String version = item == null ? null : item.text("the version \"1\"");
    if (item != null && version != null && !VERSIONS.contains(version)) {
      item.error("expected the version \"1\", found " + item.found());
    }
  }

  private static Metadata metadata(Fields fields) {
    Item item = fields.get("metadata");
    if (item == null) {
      return new Metadata(null, null);
    }
    Fields metadata = item.fields("a map", METADATA);
    return new Metadata(metadata.text("name"), metadata.text("description"));
  }
}
