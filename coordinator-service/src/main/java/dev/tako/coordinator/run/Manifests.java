package dev.tako.coordinator.run;

import dev.tako.manifest.Manifest;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.template.Template;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The manifests that plans name by digest, parsed once for all plans, with their templates; those
/// used lately are kept. For the one thread that decides.
public final class Manifests {
  /// Where texts are read from: those of the digests that there are.
  public interface Texts {
    Map<String, String> of(Collection<String> digests);
  }

  private static final String FILE = "tako.yml";

  /// A handful for each of ten thousand manifests, most of which share theirs.
  private static final int MOST_TEMPLATES = 20_000;

  private final Texts texts;
  private final Recent<Manifest> parsed;
  private final Recent<Template> templates = new Recent<>(MOST_TEMPLATES);

  /// @param most how many characters the texts of those that are kept may have together
  public Manifests(Texts texts, long most) {
    this.texts = texts;
    this.parsed = new Recent<>(most);
  }

  /// @throws IllegalStateException if there is no such text, or none that is a valid manifest
  Manifest of(String digest) {
    Manifest known = parsed.get(digest);
    return known == null ? read(digest) : known;
  }

  private Manifest read(String digest) {
    String text = texts.of(List.of(digest)).get(digest);
    if (text == null) {
      throw new IllegalStateException(
          "Expected the text of manifest " + digest + " to be stored with its plan.");
    }
    ParseResult result = ManifestParser.parse(FILE, text);
    Manifest manifest = result.manifest();
    if (manifest == null) {
      throw new IllegalStateException(
          "Expected manifest %s to be valid, as when it was planned, but found %s"
              .formatted(digest, result.problems()));
    }
    parsed.put(digest, manifest, text.length());
    return manifest;
  }

  private record Read(String digest, @Nullable Manifest manifest, int length) {}

  /// Reads those that are not here, all at once. What is missing or wrong is found by whoever asks
  /// for it.
  public void readAhead(Collection<String> digests) {
    List<String> missing =
        digests.stream().distinct().filter(digest -> !parsed.has(digest)).toList();
    if (missing.isEmpty()) {
      return;
    }
    List<Read> all =
        texts.of(missing).entrySet().parallelStream()
            .map(text -> {
              ParseResult result = ManifestParser.parse(FILE, text.getValue());
              return new Read(text.getKey(), result.manifest(), text.getValue().length());
            })
            .toList();
    for (Read read : all) {
      if (read.manifest() != null) {
        parsed.put(read.digest(), read.manifest(), read.length());
      }
    }
  }

  /// The text as a template, read and its CEL compiled once.
  Template template(String text) {
    Template known = templates.get(text);
    if (known == null) {
      known = Template.parse(text);
      templates.put(text, known, 1);
    }
    return known;
  }
}
