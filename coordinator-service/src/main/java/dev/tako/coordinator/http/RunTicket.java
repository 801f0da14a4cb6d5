package dev.tako.coordinator.http;

import dev.tako.contract.RunId;
import dev.tako.contract.Status;
import java.net.URI;

/// What one gets for asking something of a run: where to look what becomes of it.
record RunTicket(String id, Status status, Links links) {

  record Links(String self, String events, String stream, String logs) {}

  static RunTicket of(RunId id, Status status) {
    String self = path(id).toString();
    return new RunTicket(
        id.value(), status, new Links(self, self + "/events", self + "/stream", self + "/logs"));
  }

  static URI path(RunId id) {
    return URI.create("/api/v1/runs/" + id.value());
  }

  URI location() {
    return URI.create(links.self());
  }
}
