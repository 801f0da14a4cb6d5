package dev.tako.manifest.lint;

import dev.tako.manifest.Subscription;
import dev.tako.manifest.expression.SchemaRange;
import java.util.List;

/// Rules about the ranges of versions that subscriptions name.
final class RangeRules {

  private RangeRules() {}

  static void withoutVersion(Findings findings) {
    List<Subscription> subscriptions = findings.manifest().subscriptions();
    for (int i = 0; i < subscriptions.size(); i++) {
      String path = "subscriptions[" + i + "]";
      SchemaRange range = subscriptions.get(i).schemaVersion();
      if (range != null) {
        check(findings, path + ".schema_version", range);
      }
      for (int f = 0; f < subscriptions.get(i).filters().size(); f++) {
        for (SchemaRange each : subscriptions.get(i).filters().get(f).constantRanges()) {
          check(findings, path + ".filters[" + f + "]", each);
        }
      }
    }
  }

  private static void check(Findings findings, String path, SchemaRange range) {
    if (range.isEmpty()) {
      findings.add(
          Rule.RANGE_WITHOUT_VERSION,
          path,
          "no version lies in the range '" + range + "', so that it never admits an event",
          range
              .unswapped()
              .map(meant -> "the limits are swapped; write '" + meant + "'")
              .orElse("every part of a range must hold; widen it or leave a part out"));
    }
  }
}
