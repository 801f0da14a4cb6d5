package dev.tako.runner.dependency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `pom.xml`: dependencies, managed ones, plugins, extensions and the parent; a version may stand
/// in a property.
final class MavenPom implements Format {
  private static final Set<String> OWNERS =
      Set.of("dependency", "plugin", "extension", "parent", "path");
  private static final String PLUGINS = "org.apache.maven.plugins";
  private static final Requirements REQUIREMENTS = new Requirements("");

  @Override
  public String title() {
    return "pom.xml";
  }

  @Override
  public boolean isOne(Path file) {
    return file.endsWith("pom.xml");
  }

  @Override
  public List<Declaration> declarations(String text) throws MalformedException {
    Map<List<String>, Map<String, Leaf>> owners = new LinkedHashMap<>();
    for (Leaf leaf : XmlTexts.of(text)) {
      if (leaf.path().size() > 1 && OWNERS.contains(XmlTexts.plain(leaf.parent().getLast()))) {
        owners
            .computeIfAbsent(leaf.parent(), _ -> new LinkedHashMap<>())
            .put(XmlTexts.plain(leaf.name()), leaf);
      }
    }
    List<Declaration> declarations = new ArrayList<>();
    owners.forEach((owner, parts) -> {
      Leaf artifact = parts.get("artifactId");
      Leaf version = parts.get("version");
      if (artifact != null) {
        Leaf group = parts.get("groupId");
        boolean plugin = XmlTexts.plain(owner.getLast()).equals("plugin");
        String groupId = group == null ? plugin ? PLUGINS : "" : group.text();
        List<String> names = List.of(groupId + ":" + artifact.text(), artifact.text());
        declarations.add(
            version == null
                ? new Declaration(names, "", artifact.end(), artifact.end())
                : Declaration.of(names, version));
      }
    });
    return declarations;
  }

  @Override
  public List<Declaration> properties(String text) throws MalformedException {
    return XmlTexts.of(text).stream()
        .filter(leaf ->
            leaf.path().size() > 2 && XmlTexts.plain(leaf.parent().getLast()).equals("properties"))
        .filter(leaf -> isOfTheProject(leaf.parent()))
        .map(leaf -> Declaration.of(List.of(XmlTexts.plain(leaf.name())), leaf))
        .toList();
  }

  /// Not, for example, the properties that a plugin is configured with.
  private static boolean isOfTheProject(List<String> properties) {
    String owner = XmlTexts.plain(properties.get(properties.size() - 2));
    return (owner.equals("project") && properties.size() == 2) || owner.equals("profile");
  }

  @Override
  public Optional<String> versionOf(String requirement) {
    return REQUIREMENTS.versionOf(requirement).isPresent()
            || requirement.matches("[A-Za-z][A-Za-z0-9._-]*")
        ? Optional.of(requirement)
        : Optional.empty();
  }
}
