package dev.tako.graph.forecast;

import dev.tako.graph.forecast.Forecast.Certainty;
import dev.tako.graph.forecast.Forecast.Decision;
import dev.tako.manifest.EmittedEvent;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.SchemaRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether a subscription to an artifact reacts to one event about it (rule R4), told beforehand.
public final class Matching {
  private Matching() {}

  /// @param knowledge what the subscription's filters can name
  public static Decision decide(
      Subscription entry, EmittedEvent event, Map<String, Foreseen> payload, Knowledge knowledge) {
    for (var field : payload.entrySet()) {
      if (field.getValue() instanceof Foreseen.Broken broken) {
        return excluded(
            "the step fails before: payload.%s cannot be rendered: %s"
                .formatted(field.getKey(), broken.problem()));
      }
    }
    if (!entry.events().contains(event.type())) {
      return excluded(
          "it listens for %s, not for %s"
              .formatted(String.join(", ", entry.events()), event.type()));
    }
    List<String> open = new ArrayList<>();
    SchemaRange range = entry.schemaVersion();
    if (range != null && event.schemaVersion().contains("{{")) {
      open.add("schema_version %s depends on %s".formatted(range, event.schemaVersion()));
    } else if (range != null && !range.admits(event.schemaVersion())) {
      return excluded(
          "schema_version %s does not admit %s".formatted(range, event.schemaVersion()));
    }
    for (Expression filter : entry.filters()) {
      Decision decision = knowledge.decide(filter);
      switch (decision.certainty()) {
        case excluded -> {
          return excluded("filter " + decision.reason());
        }
        case possible -> open.add("filter " + decision.reason());
        case certain -> {}
      }
    }
    return open.isEmpty()
        ? new Decision(Certainty.certain, matching(entry, event))
        : new Decision(Certainty.possible, String.join("; ", open));
  }

  private static String matching(Subscription entry, EmittedEvent event) {
    List<String> parts = new ArrayList<>();
    parts.add("it listens for " + event.type());
    SchemaRange range = entry.schemaVersion();
    if (range != null) {
      parts.add("schema_version %s admits %s".formatted(range, event.schemaVersion()));
    }
    for (Expression filter : entry.filters()) {
      parts.add("%s is true".formatted(filter.source().strip()));
    }
    return String.join(", ", parts);
  }

  private static Decision excluded(String reason) {
    return new Decision(Certainty.excluded, reason);
  }
}
