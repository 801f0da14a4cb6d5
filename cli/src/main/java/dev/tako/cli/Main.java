package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Addresses;
import dev.tako.cli.http.Api;

/// The main class of the command for users: the client alone, without the embedded system.
public final class Main {
  private Main() {}

  public static void main(String... arguments) {
    Session session = Session.system();
    System.exit(
        TakoCli.run(TakoCli.commandLine(session, json -> health(session, json)), arguments));
  }

  private static int health(Session session, boolean json) {
    Addresses addresses =
        Addresses.resolve(null, null, session.environment(), session.systemFile());
    JsonNode health = new Api(addresses.coordinator()).get("/q/health/ready");
    session
        .terminal()
        .out()
        .println(
            json
                ? health.toPrettyString()
                : addresses.coordinator() + " " + health.path("status").asText());
    return ExitCode.COMPLETED;
  }
}
