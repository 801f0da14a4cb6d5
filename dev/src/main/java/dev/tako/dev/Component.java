package dev.tako.dev;

import java.util.Arrays;
import java.util.List;

/// The processes of the embedded system, in the order in which they start.
public enum Component {
  KAFKA("Kafka", 9092),
  POSTGRES("PostgreSQL", 15432),
  GRAPH("graph", 8081),
  COORDINATOR("coordinator", 8080),
  RUNNER("runner", 8082);

  static final List<Component> SERVICES = List.of(GRAPH, COORDINATOR, RUNNER);

  private final String title;
  private final int usualPort;

  Component(String title, int usualPort) {
    this.title = title;
    this.usualPort = usualPort;
  }

  /// As people read it.
  String title() {
    return title;
  }

  /// As `system.json` and the commands name it.
  String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  int usualPort() {
    return usualPort;
  }

  boolean isService() {
    return SERVICES.contains(this);
  }

  /// What clients connect to.
  String address(int port) {
    return (isService() ? "http://" : "") + Ports.HOST + ":" + port;
  }

  static Component named(String key) {
    return Arrays.stream(values())
        .filter(component -> component.key().equals(key))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Expected one of "
                    + Arrays.stream(values()).map(Component::key).toList()
                    + ", but found '"
                    + key
                    + "'."));
  }
}
