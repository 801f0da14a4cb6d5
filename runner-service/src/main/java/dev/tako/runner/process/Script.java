package dev.tako.runner.process;

import dev.tako.runner.step.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A command as files that `sh` runs.
final class Script {
  private Script() {}

  /// Writes the script, and where variables are asked for, one around it that notes them down
  /// however it ends: by itself, or with `exit` (by a trap).
  ///
  /// @return the file to run
  static Path write(Command command, Path folder, Map<String, Path> variables) throws IOException {
    Path script = folder.resolve("script");
    Files.writeString(script, command.script() + "\n");
    if (variables.isEmpty()) {
      return script;
    }
    StringBuilder around = new StringBuilder("__tako_note() {\n");
    for (Map.Entry<String, Path> variable : variables.entrySet()) {
      String name = variable.getKey();
      around
          .append("if [ \"${" + name + "+x}\" ]; then printf '%s' \"$" + name + "\" >| ")
          .append(quote(variable.getValue()) + "; fi\n");
    }
    around.append("}\n");
    around.append("trap '__tako_code=$?; __tako_note; exit $__tako_code' EXIT\n");
    around.append(". " + quote(script) + "\n");
    around.append("__tako_code=$?; __tako_note; exit $__tako_code\n");
    Path wrapper = folder.resolve("wrapper");
    Files.writeString(wrapper, around);
    return wrapper;
  }

  private static String quote(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }
}
