package dev.tako.dev.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import dev.tako.dev.WebhookSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/// The webhook GitHub sends for a push, signed as GitHub signs it.
final class PushWebhook {
  private final URI coordinator;
  private final WebhookSecret secret;

  PushWebhook(URI coordinator, WebhookSecret secret) {
    this.coordinator = coordinator;
    this.secret = secret;
  }

  /// @return the delivery's id
  /// @throws IllegalStateException if it is not accepted
  String send(String repo, String url, DemoOrigins.Push push)
      throws IOException, InterruptedException {
    String delivery = UUID.randomUUID().toString();
    byte[] body = Api.JSON.writeValueAsBytes(body(repo, url, push));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(coordinator + "/webhooks/github"))
            .header("Content-Type", "application/json")
            .header("User-Agent", "GitHub-Hookshot/tako-demo")
            .header("X-GitHub-Event", "push")
            .header("X-GitHub-Delivery", delivery)
            .header("X-Hub-Signature-256", secret.sign(body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "Expected the coordinator to accept the push webhook, but it answered "
                + answer.statusCode()
                + ": "
                + answer.body());
      }
    }
    return delivery;
  }

  private static ObjectNode body(String repo, String url, DemoOrigins.Push push) {
    ObjectNode body = Api.JSON.createObjectNode();
    body.put("ref", "refs/heads/main").put("before", push.before()).put("after", push.after());
    body.put("created", false).put("deleted", false).put("forced", false);
    ObjectNode commit = body.putArray("commits").addObject();
    commit.put("id", push.after()).put("message", push.message());
    commit.putArray("added");
    commit.putArray("removed");
    commit.putArray("modified").add(push.path());
    body.set("head_commit", commit.deepCopy());
    String name = repo.substring(repo.indexOf('/') + 1);
    ObjectNode repository = body.putObject("repository");
    repository.put("name", name).put("full_name", repo).put("default_branch", "main");
    repository.put("clone_url", url);
    body.putObject("pusher").put("name", "tako-demo");
    return body;
  }
}
