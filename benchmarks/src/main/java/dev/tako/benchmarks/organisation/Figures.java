package dev.tako.benchmarks.organisation;

import dev.tako.benchmarks.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What was measured, side by side by size, with the targets of the largest.
final class Figures {
  private static final double PLAN_MS = 50;
  private static final double IMPACT_MS = 10;

  /// A push may take this many times as long with all repositories as with the fewest before it
  /// counts as dependent on their number.
  private static final double INDEPENDENT = 1.5;

  private final List<Measured> sizes;

  Figures(List<Measured> sizes) {
    this.sizes = List.copyOf(sizes);
  }

  /// A target and whether it was met.
  record Verdict(String target, double found, double most, boolean met) {}

  List<Verdict> verdicts() {
    Measured least = sizes.getFirst();
    Measured most = sizes.getLast();
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(verdict("largest plan, as before, p99 ms", p99(most.knownPlan()), PLAN_MS));
    verdicts.add(verdict("largest plan, sent whole, p99 ms", p99(most.plan()), PLAN_MS));
    verdicts.add(verdict("largest plan after a push, p99 ms", p99(most.planAfterPush()), PLAN_MS));
    verdicts.add(verdict("impact of the widest, p99 ms", p99(most.widestImpact()), IMPACT_MS));
    verdicts.add(
        verdict(
            "impact of the widest after a push, p50 ms",
            most.impactAfterPush().percentile(50),
            IMPACT_MS));
    verdicts.add(verdict("impact of any, p99 ms", p99(most.anyImpact()), IMPACT_MS));
    if (sizes.size() > 1) {
      verdicts.add(
          verdict(
              "re-index p50, %,d against %,d repositories"
                  .formatted(most.repositories(), least.repositories()),
              most.push().percentile(50) / least.push().percentile(50),
              INDEPENDENT));
    }
    return verdicts;
  }

  private static Verdict verdict(String target, double found, double most) {
    return new Verdict(target, found, most, found < most);
  }

  private static double p99(Latencies latencies) {
    return latencies.percentile(99);
  }

  /// What was measured.
  List<String> rows() {
    List<String> lines = new ArrayList<>();
    lines.add(row("repositories", m -> "%,d".formatted(m.repositories())));
    lines.add(row("edges (most at one)", m -> "%,d (%,d)".formatted(m.edges(), m.mostEdges())));
    lines.add(row("full index", m -> number("%.1f s", m.fullIndexSeconds())));
    lines.add(
        row(
            "  of it, one repository",
            m -> number("%.1f ms", m.fullIndexSeconds() * 1e3 / m.repositories())));
    lines.add(row("re-index after a push, p50 / p99", m -> both(m.push())));
    lines.add(
        row(
            "largest plan, repositories (JSON)",
            m ->
                "%,d (%s)"
                    .formatted(m.planRepositories(), number("%.1f MB", m.planBytes() / 1e6))));
    lines.add(row("  as before, p50 / p99", m -> both(m.knownPlan())));
    lines.add(row("  sent whole, p50 / p99", m -> both(m.plan())));
    lines.add(row("  each after a push, p50 / p99", m -> both(m.planAfterPush())));
    lines.add(row("impact of the widest, p50 / p99", m -> both(m.widestImpact())));
    lines.add(row("  each after a push, p50 / p99", m -> both(m.impactAfterPush())));
    lines.add(row("impact of any, p50 / p99", m -> both(m.anyImpact())));
    lines.add(
        row(
            "run of that plan accepted, first",
            m -> number("%.1f ms", m.firstStartSeconds() * 1e3)));
    lines.add(row("  each after a push, p50 / p99", m -> both(m.startAfterPush())));
    lines.add(row("graph service resident", m -> number("%.0f MiB", m.memory().residentMiB())));
    lines.add(row("  heap after a collection", m -> number("%.0f MiB", m.memory().heapMiB())));
    lines.add(
        row(
            "coordinator service resident",
            m -> number("%.0f MiB", m.coordinatorMemory().residentMiB())));
    lines.add(
        row("  heap after a collection", m -> number("%.0f MiB", m.coordinatorMemory().heapMiB())));
    lines.add(row("restart until ready", m -> number("%.1f s", m.restartSeconds())));
    return lines;
  }

  /// What was measured, and the targets.
  List<String> lines() {
    List<String> lines = new ArrayList<>(rows());
    lines.add("");
    for (Verdict verdict : verdicts()) {
      lines.add(
          "  %-46s %s, target under %s: %s"
              .formatted(
                  verdict.target(),
                  number("%.1f", verdict.found()),
                  number("%.1f", verdict.most()),
                  verdict.met() ? "met" : "MISSED"));
    }
    return lines;
  }

  private String row(String name, Function<Measured, @Nullable String> cell) {
    StringBuilder row = new StringBuilder("  %-34s".formatted(name));
    sizes.forEach(size -> row.append(" %20s".formatted(cell.apply(size))));
    return row.toString();
  }

  private static String both(Latencies latencies) {
    return String.format(
        Locale.ROOT, "%.1f / %.1f ms", latencies.percentile(50), latencies.percentile(99));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
