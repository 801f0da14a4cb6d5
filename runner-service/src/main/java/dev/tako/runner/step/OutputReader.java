package dev.tako.runner.step;

import dev.tako.contract.StepSpec;
import dev.tako.runner.workspace.InsidePath;
import dev.tako.runner.workspace.InsidePath.OutsideException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads a step's outputs from what its command left behind.
final class OutputReader {
  /// The most bytes one output may have.
  static final int MAX_OUTPUT = 64 * 1024;

  private static final int MAX_OUTPUT_FILE = 1024 * 1024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  /// An output cannot be had; the message says which and why.
  static final class InvalidOutputException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidOutputException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private final Path workspace;
  private final CommandResult result;

  OutputReader(Path workspace, CommandResult result) {
    this.workspace = workspace;
    this.result = result;
  }

  /// `name=value` lines of `$TAKO_OUTPUT`, and over them the declared outputs; all trimmed.
  Map<String, String> read(StepSpec step) throws InvalidOutputException {
    Map<String, String> outputs = new TreeMap<>(lines());
    for (Map.Entry<String, String> declared : step.outputs().entrySet()) {
      String name = declared.getKey();
      outputs.put(name, value(name, OutputSource.parse(declared.getValue())));
    }
    int total = outputs.values().stream().mapToInt(String::length).sum();
    if (total > MAX_OUTPUT_FILE) {
      throw new InvalidOutputException(
          "Expected the outputs of a step to have at most 1 MiB together, but they have %d characters; pass large results in files."
              .formatted(total));
    }
    return outputs;
  }

  private Map<String, String> lines() throws InvalidOutputException {
    Map<String, String> outputs = new TreeMap<>();
    if (!Files.exists(result.outputs(), LinkOption.NOFOLLOW_LINKS)) {
      return outputs;
    }
    List<String> lines =
        text("$TAKO_OUTPUT", "$TAKO_OUTPUT", result.outputs(), MAX_OUTPUT_FILE).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int equals = line.indexOf('=');
      if (line.isBlank()) {
        continue;
      }
      String name = equals < 0 ? "" : line.substring(0, equals).strip();
      if (!NAME.matcher(name).matches()) {
        throw new InvalidOutputException(
            "Expected lines name=value in $TAKO_OUTPUT, but line %d is '%s'."
                .formatted(i + 1, line.length() > 80 ? line.substring(0, 80) + "…" : line));
      }
      outputs.put(name, checked(name, line.substring(equals + 1).strip()));
    }
    return outputs;
  }

  private String value(String name, OutputSource source) throws InvalidOutputException {
    return switch (source) {
      case OutputSource.FromStdout _ -> text(name, "stdout", result.stdout(), MAX_OUTPUT);
      case OutputSource.FromStderr _ -> text(name, "stderr", result.stderr(), MAX_OUTPUT);
      case OutputSource.FromFile(String path) -> text(name, path, inside(name, path), MAX_OUTPUT);
      case OutputSource.FromEnv(String variable) -> {
        Path file = result.variables().get(variable);
        if (file == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new InvalidOutputException(
              "Expected output '%s' in the variable %s, but it was not set when the script ended; set it in the script itself, not in a subshell."
                  .formatted(name, variable));
        }
        yield text(name, "variable " + variable, file, MAX_OUTPUT);
      }
      case OutputSource.Unknown(String text) ->
          throw new InvalidOutputException(
              "Expected output '%s' to be from_stdout, from_stderr, from_file:<path> or from_env:<NAME>, but found '%s'."
                  .formatted(name, text));
    };
  }

  private Path inside(String name, String path) throws InvalidOutputException {
    try {
      return InsidePath.existing(workspace, path);
    } catch (OutsideException e) {
      throw new InvalidOutputException("Cannot read output '" + name + "': " + e.getMessage());
    }
  }

  private static String text(String name, String where, Path file, int limit)
      throws InvalidOutputException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new InvalidOutputException(
          "Expected output '%s' in the file %s, but that is no regular file."
              .formatted(name, where));
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      // Space around a value is trimmed, so a little more than the limit may be there.
      byte[] bytes = in.readNBytes(limit + 4096);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (bytes.length == limit + 4096) {
        throw tooLong(name, where, Files.size(file), limit);
      }
      return checked(name, text, where, limit);
    } catch (IOException e) {
      throw new InvalidOutputException(
          "Cannot read output '%s' from %s: %s".formatted(name, where, e));
    }
  }

  private static String checked(String name, String value) throws InvalidOutputException {
    return checked(name, value, "$TAKO_OUTPUT", MAX_OUTPUT);
  }

  private static String checked(String name, String value, String where, int limit)
      throws InvalidOutputException {
    int size = value.getBytes(StandardCharsets.UTF_8).length;
    if (size > limit) {
      throw tooLong(name, where, size, limit);
    }
    return value;
  }

  private static InvalidOutputException tooLong(String name, String where, long size, int limit) {
    return new InvalidOutputException(
        "Expected output '%s' (%s) to have at most %d bytes, but it has %d; pass large results in files."
            .formatted(name, where, limit, size));
  }
}
