package dev.tako.manifest;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/// Turns the text of a manifest into YAML nodes, within limits that a hostile file cannot get
/// around.
final class YamlReader {

  static final int DEEPEST = 50;
  static final int MOST_ALIASES = 50;
  static final int MOST_NODES = 100_000;

  private static final String STANDARD_TAGS = "tag:yaml.org,2002:";

  private final String content;
  private final Problems problems;

  YamlReader(String content, Problems problems) {
    this.content = content;
    this.problems = problems;
  }

  /// The root of the one document in the file, or null when there is a problem.
  @Nullable Node read() {
    try {
      return isWithinLimits() ? compose() : null;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String context = e.getContext() == null ? "" : " " + e.getContext();
      refuse(mark, "this is no YAML: " + e.getProblem() + context, yamlHint(e));
    } catch (ReaderException e) {
      problems.error(
          positionOf(e.getPosition()),
          "",
          String.format("the character U+%04X is not allowed in YAML", e.getCodePoint()),
          null);
    } catch (YAMLException e) {
      problems.error(Position.START, "", "this is no YAML: " + e.getMessage(), null);
    }
    return null;
  }

  private static @Nullable String yamlHint(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("'\\t'")) {
      return "indent with blanks, not with tabs";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "put quotes around a text that holds ': '";
    }
    Mark begin = e.getContextMark();
    return begin == null ? null : "that begins in line " + (begin.getLine() + 1);
  }

  private Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST + 1);
    options.setCodePointLimit(ManifestParser.LARGEST);
    DumperOptions dumper = new DumperOptions();
    return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options);
  }

  private boolean isWithinLimits() {
    int depth = 0;
    int aliases = 0;
    for (Event event : yaml().parse(new StringReader(content))) {
      String tag = null;
      switch (event) {
        case AliasEvent _ -> aliases++;
        case CollectionStartEvent start -> {
          depth++;
          tag = start.getTag();
        }
        case CollectionEndEvent _ -> depth--;
        case ScalarEvent scalar -> tag = scalar.getTag();
        default -> {}
      }
      String excess = null;
      if (tag != null) {
        excess = "expected plain YAML, found the tag '" + tag.replace(STANDARD_TAGS, "!!") + "'";
      } else if (depth > DEEPEST) {
        excess = "expected at most " + DEEPEST + " levels, found more";
      } else if (aliases > MOST_ALIASES) {
        excess = "expected at most " + MOST_ALIASES + " aliases, found more";
      }
      if (excess != null) {
        refuse(event.getStartMark(), excess, null);
        return false;
      }
    }
    return true;
  }

  private @Nullable Node compose() {
    Iterator<Node> documents = yaml().composeAll(new StringReader(content)).iterator();
    if (!documents.hasNext()) {
      problems.error(Position.START, "", "expected a manifest, found an empty file", FIRST_LINES);
      return null;
    }
    Node root = documents.next();
    if (documents.hasNext()) {
      refuse(documents.next().getStartMark(), "expected one YAML document, found a second", null);
      return null;
    }
    return sizeOf(root, new IdentityHashMap<>()) > MOST_NODES ? tooLarge(root) : root;
  }

  static final String FIRST_LINES = "a manifest begins with `version: \"1\"`";

  private @Nullable Node tooLarge(Node root) {
    refuse(
        root.getStartMark(),
        "expected at most " + MOST_NODES + " values with all aliases resolved, found more",
        "an alias may not hold itself, and aliases of aliases multiply");
    return null;
  }

  /// The number of nodes with every alias written out; a node that holds itself has too many.
  private static long sizeOf(Node node, Map<Node, Long> known) {
    Long size = known.get(node);
    if (size != null) {
      return size;
    }
    known.put(node, (long) MOST_NODES + 1);
    long sum = 1;
    for (Node child : children(node)) {
      sum = Math.min(sum + sizeOf(child, known), MOST_NODES + 1L);
    }
    known.put(node, sum);
    return sum;
  }

  private static List<Node> children(Node node) {
    List<Node> children = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      children.addAll(sequence.getValue());
    } else if (node instanceof MappingNode mapping) {
      mapping
          .getValue()
          .forEach(tuple -> {
            children.add(tuple.getKeyNode());
            children.add(tuple.getValueNode());
          });
    }
    return children;
  }

  private void refuse(@Nullable Mark mark, String message, @Nullable String hint) {
    problems.error(positionOf(mark), "", message, hint);
  }

  static Position positionOf(@Nullable Mark mark) {
    return mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Position positionOf(int index) {
    String before = content.substring(0, Math.min(Math.max(index, 0), content.length()));
    int lastBreak = before.lastIndexOf('\n');
    return new Position(
        (int) before.chars().filter(c -> c == '\n').count() + 1, before.length() - lastBreak);
  }
}
