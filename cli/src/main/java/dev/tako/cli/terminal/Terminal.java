package dev.tako.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where output goes, and what can be done there.
///
/// @param interactive whether a person watches, so that lines may change in place
public record Terminal(PrintStream out, boolean interactive, Paint paint) {
  private static final int USUAL_ROWS = 24;
  private static final int USUAL_COLUMNS = 100;

  /// Rows and columns.
  record Size(int rows, int columns) {}

  /// The terminal of this process; colours unless `NO_COLOR` is set (no-color.org).
  // JDK 25 is back at a console that may be null.
  @SuppressWarnings("SystemConsoleNull")
  public static Terminal system() {
    Console console = System.console();
    boolean interactive =
        console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    String noColour = System.getenv("NO_COLOR");
    boolean colour = interactive && (noColour == null || noColour.isEmpty());
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    return new Terminal(out, interactive, colour ? Paint.COLOUR : Paint.PLAIN);
  }

  /// One that nobody watches, for tests and files.
  public static Terminal plain(PrintStream out) {
    return new Terminal(out, false, Paint.PLAIN);
  }

  Size size() {
    String answer = interactive ? stty() : null;
    String[] parts = answer == null ? new String[0] : answer.strip().split(" ");
    if (parts.length == 2) {
      int rows = Integer.parseInt(parts[0]);
      int columns = Integer.parseInt(parts[1]);
      if (rows > 0 && columns > 0) {
        return new Size(rows, columns);
      }
    }
    return new Size(USUAL_ROWS, USUAL_COLUMNS);
  }

  private static @Nullable String stty() {
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
        return reader.readLine();
      }
    } catch (IOException e) {
      return null;
    }
  }
}
