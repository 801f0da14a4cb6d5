package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Addresses;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.Paint;
import dev.tako.cli.terminal.Table;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every command that talks to a service has: where the services are, and how to answer.
abstract class ClientCommand implements Callable<Integer> {
  /// How an answer is printed.
  enum Output {
    text,
    json
  }

  private final Session session;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "The coordinator. Default: $TAKO_SERVER, else the running embedded system, else"
              + " http://127.0.0.1:8080.")
  private @Nullable String server;

  @Option(
      names = "--graph-server",
      paramLabel = "URL",
      description =
          "The graph service. Default: $TAKO_GRAPH_SERVER, else the running embedded system, else"
              + " http://127.0.0.1:8081.")
  private @Nullable String graphServer;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How to print the answer: ${COMPLETION-CANDIDATES}. Default: text.")
  private Output output = Output.text;

  ClientCommand(Session session) {
    this.session = session;
  }

  Session session() {
    return session;
  }

  Api coordinator() {
    return new Api(addresses().coordinator());
  }

  Api graph() {
    return new Api(addresses().graph());
  }

  private Addresses addresses() {
    return Addresses.resolve(server, graphServer, session.environment(), session.systemFile());
  }

  boolean isJson() {
    return output == Output.json;
  }

  Paint paint() {
    return session.terminal().paint();
  }

  void print(String line) {
    session.terminal().out().println(line);
  }

  /// What is worth knowing while somebody waits, and no part of the answer.
  void tell(String line) {
    if (!isJson()) {
      print(line);
    }
  }

  void print(JsonNode answer) {
    print(answer.toPrettyString());
  }

  /// The table, or a sentence when it has no rows.
  void print(Table table, String whenEmpty) {
    if (table.isEmpty()) {
      print(whenEmpty);
    } else {
      table.lines().forEach(this::print);
    }
  }

  /// A field's text; empty when absent or null.
  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() ? "" : value.asText("");
  }

  static String shortCommit(String commit) {
    return commit.length() > 10 ? commit.substring(0, 10) : commit;
  }
}
