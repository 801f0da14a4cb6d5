package dev.tako.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One JSON sample per message record, `golden/<family>/<name>.json`: what is on the wire today and
/// must be readable tomorrow.
public final class GoldenSamples {
  private GoldenSamples() {}

  /// A message record, its family and its sample.
  ///
  /// @param json null when there is no sample
  public record Sample(
      Topic<?> topic, Class<?> family, Class<?> type, String path, @Nullable String json) {
    /// The sample as its family's readers see it.
    public Message message() {
      if (json == null) {
        throw new AssertionError(
            "Expected a sample of %s in src/test/resources%s, but there is none; add one."
                .formatted(type.getSimpleName(), path));
      }
      return (Message) Json.read(json, family);
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /// A sample of every record of every family, in the order of the topics.
  public static List<Sample> all() {
    return Topics.ALL.stream()
        .flatMap(topic ->
            Families.recordsOf(topic.family()).map(type -> sample(topic, topic.family(), type)))
        .toList();
  }

  private static Sample sample(Topic<?> topic, Class<?> family, Class<?> type) {
    String path = "/golden/" + Families.kebab(family) + "/" + Families.kebab(type) + ".json";
    try (InputStream in = GoldenSamples.class.getResourceAsStream(path)) {
      return new Sample(
          topic,
          family,
          type,
          path,
          in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
