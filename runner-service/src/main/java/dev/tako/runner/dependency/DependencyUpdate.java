package dev.tako.runner.dependency;

import dev.tako.manifest.Nearest;
import dev.tako.manifest.UpdateDependencyStep;
import dev.tako.runner.dependency.DependencyFiles.Found;
import dev.tako.runner.dependency.Format.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sets the version of one dependency wherever a workspace declares it.
///
/// ```
/// files ─► declarations of that name ─► one version?  ─► replaced, and nothing else in the file
///               │                        ${property}? ─► the property's, in this pom or another
///               └─ none: refused          neither?    ─► left as it is, and said so
/// ```
public final class DependencyUpdate {

  /// What became of it.
  public sealed interface Outcome {}

  /// @param previous the version that stood there before
  /// @param files what was changed, relative to the workspace
  /// @param notes what was left as it is, and why
  /// @param locks what follows from it
  public record Done(String previous, List<String> files, List<String> notes, List<LockFile> locks)
      implements Outcome {
    public Done {
      files = List.copyOf(files);
      notes = List.copyOf(notes);
      locks = List.copyOf(locks);
    }
  }

  /// Nothing was changed; the message says what was expected, what was found, and what to do.
  public record Refused(String message) implements Outcome {}

  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^${}]+)}");
  private static final Set<String> OWN_VERSION =
      Set.of("project.version", "pom.version", "version", "project.parent.version");
  private static final int SHOWN = 20;

  /// A text to be replaced.
  private record Edit(int start, int end, String text) {}

  private final DependencyFiles files;
  private final String name;
  private final String version;
  private final List<Found> found;
  private final Map<Path, String> texts = new LinkedHashMap<>();
  private final Map<Path, Set<Edit>> edits = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();

  /// Those that have the version from elsewhere, which is worth a word only if nothing was changed.
  private final List<String> withoutVersion = new ArrayList<>();

  private @Nullable String previous;

  private DependencyUpdate(DependencyFiles files, String name, String version) throws IOException {
    this.files = files;
    this.name = name;
    this.version = version;
    this.found = files.find();
    for (Found file : found) {
      texts.put(file.path(), files.read(file.path()));
    }
  }

  /// @param work the workspace
  public static Outcome of(Path work, String name, String version) throws IOException {
    if (!UpdateDependencyStep.isName(name)) {
      return new Refused("Expected the name of a dependency, but found '" + name + "'.");
    }
    if (!UpdateDependencyStep.isVersion(version)) {
      return new Refused("Expected one version, such as 1.2.0, but found '" + version + "'.");
    }
    return new DependencyUpdate(new DependencyFiles(work), name, version).run();
  }

  private Outcome run() throws IOException {
    boolean declared = false;
    for (Found file : found) {
      declared |= look(file);
    }
    if (!declared) {
      return new Refused(notDeclared());
    }
    if (previous == null) {
      return new Refused(
          "Expected a declaration of %s with one version, but found: %s."
              .formatted(
                  name,
                  Stream.concat(notes.stream(), withoutVersion.stream())
                      .collect(Collectors.joining("; "))));
    }
    for (Map.Entry<Path, Set<Edit>> edit : edits.entrySet()) {
      files.write(edit.getKey(), edited(text(edit.getKey()), edit.getValue()));
    }
    return new Done(previous, edits.keySet().stream().map(Path::toString).toList(), notes, locks());
  }

  /// @return whether the file declares the dependency
  private boolean look(Found file) {
    Format format = file.format();
    String wanted = format.normal(name);
    boolean declared = false;
    for (Declaration declaration : read(file, false)) {
      known.addAll(declaration.names());
      if (declaration.names().contains(wanted)) {
        declared = true;
        Matcher property = PROPERTY.matcher(declaration.requirement());
        if (property.matches()) {
          byProperty(file, property.group(1));
        } else {
          change(file, declaration);
        }
      }
    }
    return declared;
  }

  private void byProperty(Found file, String property) {
    if (OWN_VERSION.contains(property)) {
      notes.add(file.path() + " has it at the version of the repository itself");
      return;
    }
    List<Found> candidates = new ArrayList<>(List.of(file));
    candidates.addAll(found.stream().filter(f -> f.format().equals(file.format())).toList());
    for (Found candidate : candidates) {
      List<Declaration> values =
          read(candidate, true).stream().filter(p -> p.names().contains(property)).toList();
      if (!values.isEmpty()) {
        values.forEach(value -> change(candidate, value));
        return;
      }
    }
    notes.add(
        "%s has it at ${%s}, a property that no %s of the repository sets"
            .formatted(file.path(), property, file.format().title()));
  }

  private void change(Found file, Declaration declaration) {
    Format format = file.format();
    String there = declaration.requirement();
    String next = format.version(version);
    Optional<String> before = format.versionOf(there);
    Optional<String> obstacle = format.obstacle(declaration, next);
    if (there.isBlank()) {
      withoutVersion.add(file.path() + " has it without a version");
    } else if (before.isEmpty()) {
      notes.add(file.path() + " has it with '" + there + "', which is not one version");
    } else if (obstacle.isPresent()) {
      notes.add(file.path() + ": " + obstacle.get());
    } else {
      if (previous == null || previous.equals(next)) {
        previous = before.get();
      }
      int start = declaration.start() + there.lastIndexOf(before.get());
      if (!before.get().equals(next)) {
        edits
            .computeIfAbsent(file.path(), _ -> new LinkedHashSet<>())
            .add(new Edit(start, start + before.get().length(), next));
      }
    }
  }

  private List<Declaration> read(Found file, boolean properties) {
    try {
      String text = text(file.path());
      return properties ? file.format().properties(text) : file.format().declarations(text);
    } catch (MalformedException e) {
      String note = file.path() + " cannot be read: " + e.getMessage();
      if (!notes.contains(note)) {
        notes.add(note);
      }
      return List.of();
    }
  }

  private String text(Path path) {
    return texts.getOrDefault(path, "");
  }

  private static String edited(String text, Set<Edit> edits) {
    StringBuilder edited = new StringBuilder(text);
    edits.stream()
        .sorted((a, b) -> Integer.compare(b.start(), a.start()))
        .forEach(edit -> edited.replace(edit.start(), edit.end(), edit.text()));
    return edited.toString();
  }

  private List<LockFile> locks() throws IOException {
    Set<LockFile> locks = new LinkedHashSet<>();
    for (Found file : found) {
      if (edits.containsKey(file.path())) {
        for (LockTool tool : file.format().lockTools()) {
          Path folder = files.folderOf(tool, file.path());
          if (folder != null) {
            locks.add(
                new LockFile(
                    folder.resolve(tool.file()).toString(),
                    folder.toString(),
                    tool.program(),
                    tool.command()));
          }
        }
      }
    }
    return List.copyOf(locks);
  }

  private String notDeclared() {
    if (found.isEmpty()) {
      return "Expected a file that declares dependencies (%s) in the repository, but there is none."
          .formatted(
              String.join(", ", DependencyFiles.FORMATS.stream().map(Format::title).toList()));
    }
    String question = Nearest.question(name, known);
    String hint =
        question == null ? Nearest.hint(name, known.stream().limit(SHOWN).toList()) : question;
    List<String> paths = found.stream().map(f -> f.path().toString()).limit(SHOWN).toList();
    return "Expected a dependency called %s in %s%s, but there is none%s%s"
        .formatted(
            name,
            String.join(", ", paths),
            found.size() > SHOWN ? " and %d more files".formatted(found.size() - SHOWN) : "",
            hint == null ? "." : "; " + hint,
            notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
  }
}
