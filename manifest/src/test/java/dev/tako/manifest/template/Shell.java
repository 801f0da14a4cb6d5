package dev.tako.manifest.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Runs a script in a real shell, with an empty environment and nothing to read.
final class Shell {

  private Shell() {}

  static String output(String shell, String script, Path directory) {
    try {
      Path file = Files.writeString(directory.resolve("commands.sh"), script);
      Path output = directory.resolve("output.txt");
      ProcessBuilder builder =
          new ProcessBuilder(shell, file.toString())
              .directory(directory.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .redirectError(directory.resolve("errors.txt").toFile());
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      Process process = builder.start();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("The script did not end: " + script);
      }
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
