package dev.tako.graph.query;

import dev.tako.graph.graph.Link;
import dev.tako.manifest.RepositoryRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A neighbourhood as text: Graphviz DOT, Mermaid, or a tree for a terminal.
public final class Drawing {
  private final Neighbourhood part;

  public Drawing(Neighbourhood part) {
    this.part = part;
  }

  /// Dependents are solid, subscriptions dashed.
  public String dot() {
    StringBuilder out = new StringBuilder("digraph tako {\n  rankdir=LR;\n  node [shape=box];\n");
    part.repositories().forEach(repo -> out.append("  ").append(quoted(repo)).append(";\n"));
    for (Link link : part.links()) {
      out.append("  ").append(quoted(link.from())).append(" -> ").append(quoted(link.to()));
      out.append(" [label=\"").append(label(link).replace("\"", "\\\"")).append('"');
      out.append(link.kind() == Link.Kind.SUBSCRIPTION ? ", style=dashed];\n" : "];\n");
    }
    return out.append("}\n").toString();
  }

  private static String quoted(RepositoryRef repo) {
    return "\"" + repo.toString().replace("\"", "\\\"") + "\"";
  }

  /// Dependents are solid, subscriptions dotted.
  public String mermaid() {
    Map<RepositoryRef, String> ids = new LinkedHashMap<>();
    part.repositories().forEach(repo -> ids.put(repo, "r" + ids.size()));
    StringBuilder out = new StringBuilder("flowchart LR\n");
    ids.forEach((repo, id) -> out.append("  %s[\"%s\"]\n".formatted(id, escaped(repo.toString()))));
    for (Link link : part.links()) {
      String arrow = link.kind() == Link.Kind.SUBSCRIPTION ? "-.->" : "-->";
      String label = label(link);
      out.append("  ").append(ids.get(link.from())).append(' ').append(arrow);
      out.append(label.isEmpty() ? "" : "|\"" + escaped(label) + "\"|");
      out.append(' ').append(ids.get(link.to())).append('\n');
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("\"", "#quot;");
  }

  /// What was shown above already is not opened again; it ends with `…`.
  public String tree(Neighbourhood.Direction direction) {
    Map<RepositoryRef, List<Link>> below = new LinkedHashMap<>();
    for (Link link : part.links()) {
      RepositoryRef at = direction == Neighbourhood.Direction.DOWN ? link.from() : link.to();
      below.computeIfAbsent(at, _ -> new ArrayList<>()).add(link);
    }
    StringBuilder out = new StringBuilder();
    Set<RepositoryRef> opened = new HashSet<>();
    List<RepositoryRef> tops = new ArrayList<>(part.roots());
    for (RepositoryRef top : tops) {
      out.append(top).append('\n');
      opened.add(top);
      branches(out, below, opened, top, direction, "");
    }
    for (RepositoryRef left : part.repositories()) {
      if (opened.add(left)) {
        out.append(left).append('\n');
        branches(out, below, opened, left, direction, "");
      }
    }
    return out.toString();
  }

  private static void branches(
      StringBuilder out,
      Map<RepositoryRef, List<Link>> below,
      Set<RepositoryRef> opened,
      RepositoryRef at,
      Neighbourhood.Direction direction,
      String indent) {
    List<Branching> branchings = branchings(below.getOrDefault(at, List.of()), direction);
    for (int i = 0; i < branchings.size(); i++) {
      Branching branching = branchings.get(i);
      boolean last = i == branchings.size() - 1;
      RepositoryRef next = branching.next();
      boolean first = opened.add(next);
      boolean more = !first && below.containsKey(next);
      String label = branching.label();
      out.append(indent).append(last ? "└── " : "├── ").append(next);
      out.append(label.isEmpty() ? "" : " (" + label + ")").append(more ? " …\n" : "\n");
      if (first) {
        branches(out, below, opened, next, direction, indent + (last ? "    " : "│   "));
      }
    }
  }

  private record Branching(RepositoryRef next, String label) {}

  /// Entries that look the same, as subscriptions with different filters do, are told once.
  private static List<Branching> branchings(List<Link> links, Neighbourhood.Direction direction) {
    Map<Branching, Integer> counts = new LinkedHashMap<>();
    for (Link link : links) {
      RepositoryRef next = direction == Neighbourhood.Direction.DOWN ? link.to() : link.from();
      counts.merge(new Branching(next, label(link)), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(entry -> {
          Branching told = entry.getKey();
          return entry.getValue() == 1
              ? told
              : new Branching(
                  told.next(), (told.label() + ", %d times".formatted(entry.getValue())));
        })
        .toList();
  }

  private static String label(Link link) {
    String labels = String.join(", ", link.labels());
    return link.kind() == Link.Kind.DEPENDENT
        ? labels
        : "on %s: %s".formatted(labels, link.workflow());
  }
}
