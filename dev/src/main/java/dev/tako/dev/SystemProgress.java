package dev.tako.dev;

import dev.tako.cli.terminal.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// One line for each process that starts or stops.
final class SystemProgress {
  private final Consumer<String> report;

  SystemProgress(Consumer<String> report) {
    this.report = report;
  }

  void started(Component component, SystemState.Entry entry, Duration took) {
    report.accept(
        String.format(
            Locale.ROOT,
            "  %-12s %-24s ready in %s",
            component.title(),
            entry.address(),
            Durations.text(took)));
  }

  void stopped(Component component, long begin, boolean orderly) {
    report.accept(
        String.format(
            Locale.ROOT,
            "  %-12s %s in %s",
            component.title(),
            orderly ? "stopped" : "killed, it did not stop",
            Durations.text(Duration.ofNanos(System.nanoTime() - begin))));
  }
}
