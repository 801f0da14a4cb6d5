package dev.tako.dev;

import dev.tako.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is worth seeing of a Maven test run: the module, each test class with its result, what went
/// wrong, and the closing counts.
final class TestProgress {
  private static final Pattern MODULE =
      Pattern.compile("\\[INFO\\] Building Tako(?:: (\\S+))? .*\\[(\\d+/\\d+)\\]");
  private static final Pattern COUNTS =
      Pattern.compile(
          "\\[\\w+\\] (Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: (\\d+))(.*)");

  private final Terminal terminal;
  private int run;
  private int failures;
  private int errors;
  private int skipped;

  TestProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  void line(String line) {
    Matcher module = MODULE.matcher(line);
    Matcher counts = COUNTS.matcher(line);
    if (module.find()) {
      String name = module.group(1);
      print(terminal.paint().strong("[" + module.group(2) + "] " + (name == null ? "tako" : name)));
    } else if (counts.matches()) {
      counts(counts);
    } else if (line.startsWith("[ERROR]")) {
      print(terminal.paint().bad(line));
    }
  }

  private void counts(Matcher counts) {
    boolean good = counts.group(3).equals("0") && counts.group(4).equals("0");
    String line = "  " + counts.group(1) + counts.group(6);
    print(good ? line : terminal.paint().bad(line));
    boolean ofModule = counts.group(6).isEmpty();
    if (ofModule) {
      run += Integer.parseInt(counts.group(2));
      failures += Integer.parseInt(counts.group(3));
      errors += Integer.parseInt(counts.group(4));
      skipped += Integer.parseInt(counts.group(5));
    }
  }

  void finish(boolean good, Path log) {
    String total =
        "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d"
            .formatted(run, failures, errors, skipped);
    print("");
    print(good ? terminal.paint().good(total) : terminal.paint().bad(total));
    print(
        good
            ? terminal.paint().good("BUILD SUCCESS")
            : terminal.paint().bad("BUILD FAILURE") + "  the whole log: " + log);
  }

  private void print(String line) {
    terminal.out().println(line);
  }
}
