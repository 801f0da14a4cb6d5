package dev.tako.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.ExitCode;
import dev.tako.cli.Session;
import dev.tako.cli.SystemOverview;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.Table;
import java.nio.file.Path;
import java.util.List;

/// `tako status` without a run: the processes of the embedded system.
final class SystemStatus implements SystemOverview {
  private final Session session;

  SystemStatus(Session session) {
    this.session = session;
  }

  @Override
  public int show(boolean json) {
    Path data = Home.find().data();
    boolean anything = false;
    boolean healthy = true;
    for (Path folder : List.of(data, data.resolve("demo"))) {
      SystemState state = SystemState.read(folder);
      if (!state.processes().isEmpty()) {
        anything = true;
        healthy &= List.of(Component.values()).stream().allMatch(c -> isReady(state, c));
        if (json) {
          print(json(folder, state).toPrettyString());
        } else {
          print(folder.toString());
          table(state).forEach(this::print);
        }
      }
    }
    if (!anything) {
      print(json ? "{}" : "The embedded system is not running. Start it: ./tako up");
    }
    return anything && healthy ? ExitCode.COMPLETED : ExitCode.UNREACHABLE;
  }

  static List<String> table(SystemState state) {
    Table table = new Table("PROCESS", "STATUS", "ADDRESS", "PID", "LOG");
    for (Component component : Component.values()) {
      state
          .entry(component.key())
          .ifPresentOrElse(
              entry ->
                  table.row(
                      component.title(),
                      word(state, component),
                      entry.address(),
                      Long.toString(entry.pid()),
                      entry.log().toString()),
              () -> table.row(component.title(), "not started", "", "", ""));
    }
    return table.lines();
  }

  private static JsonNode json(Path folder, SystemState state) {
    ObjectNode node = Api.JSON.createObjectNode().put("folder", folder.toString());
    ObjectNode processes = node.putObject("processes");
    for (Component component : Component.values()) {
      state
          .entry(component.key())
          .ifPresent(entry ->
              processes
                  .putObject(component.key())
                  .put("status", word(state, component))
                  .put("address", entry.address())
                  .put("pid", entry.pid())
                  .put("log", entry.log().toString()));
    }
    return node;
  }

  private void print(String line) {
    session.terminal().out().println(line);
  }

  private static String word(SystemState state, Component component) {
    if (state.alive(component.key()).isEmpty()) {
      return "ended";
    }
    return isReady(state, component) ? "ready" : "not ready";
  }

  private static boolean isReady(SystemState state, Component component) {
    return state
        .alive(component.key())
        .filter(entry ->
            component.isService()
                ? ServiceProcess.isReady(entry.port())
                : Ports.answers(entry.port()))
        .isPresent();
  }
}
