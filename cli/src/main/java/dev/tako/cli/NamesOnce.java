package dev.tako.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// Reads an option `NAME=VALUE` into a map and refuses a name that was given before.
final class NamesOnce implements IParameterConsumer {
  @Override
  @SuppressWarnings("JdkObsolete") // picocli's own signature
  public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
    String found = arguments.isEmpty() ? "" : arguments.pop();
    int equals = found.indexOf('=');
    if (equals < 1) {
      throw new ParameterException(
          command.commandLine(),
          "Expected %s NAME=VALUE, but found %s."
              .formatted(nameOf(option), found.isEmpty() ? "nothing after it" : "'" + found + "'"));
    }
    Map<String, String> given = new LinkedHashMap<>(option.<Map<String, String>>getValue());
    String name = found.substring(0, equals);
    String value = found.substring(equals + 1);
    String before = given.putIfAbsent(name, value);
    if (before != null) {
      throw new ParameterException(
          command.commandLine(), twice(nameOf(option), name, before, value));
    }
    option.setValue(given);
  }

  private static String nameOf(ArgSpec option) {
    return option.isOption() ? ((OptionSpec) option).longestName() : option.paramLabel();
  }

  static String twice(String option, String name, String first, String second) {
    return "Expected %s %s once, but found '%s' and '%s'. Leave out one of them."
        .formatted(option, name, first, second);
  }
}
