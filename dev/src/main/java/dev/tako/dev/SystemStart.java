package dev.tako.dev;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Starts whatever of an embedded system does not run: first Kafka and PostgreSQL side by side,
/// then the services side by side.
final class SystemStart {
  static final String DATABASE = "tako";

  private final Home home;
  private final EmbeddedSystem system;
  private final SystemSettings settings;
  private final SystemProgress progress;

  /// @param report gets a line for each process
  SystemStart(Home home, EmbeddedSystem system, SystemSettings settings, Consumer<String> report) {
    this.home = home;
    this.system = system;
    this.settings = settings;
    this.progress = new SystemProgress(report);
  }

  private record ServiceStart(Component component, int port, ServiceProcess process) {}

  void infrastructure() {
    List<Component> missing =
        system.missing().stream().filter(component -> !component.isService()).toList();
    if (missing.isEmpty()) {
      return;
    }
    stopServicesThatWouldLose(missing);
    List<BackgroundStart> starts = missing.stream().map(this::launch).toList();
    for (BackgroundStart start : starts) {
      system.remember(start.component(), start.await(), start.port());
      progress.started(start.component(), system.entry(start.component()), start.took());
    }
    system.checkNotStopping();
    TopicSetup.provision(system.bootstrapServers());
  }

  /// A service cannot go on when Kafka or PostgreSQL comes back at another address, because
  /// somebody else took the old one meanwhile.
  private void stopServicesThatWouldLose(List<Component> missing) {
    boolean moves =
        missing.stream()
            .flatMap(component -> system.state().entry(component.key()).stream())
            .anyMatch(entry -> Ports.isTaken(entry.port()));
    if (moves) {
      Component.SERVICES.reversed().forEach(system::stop);
    }
  }

  private BackgroundStart launch(Component component) {
    int port = port(component);
    return BackgroundStart.of(
        component,
        port,
        () -> {
          Path folder = settings.folder().resolve(component.key());
          Path log = settings.log(component);
          if (component == Component.KAFKA) {
            return EmbeddedKafka.start(home, folder, log, port, settings.detached()).process();
          }
          EmbeddedPostgres postgres = EmbeddedPostgres.start(home, folder, log, port);
          postgres.database(DATABASE);
          return postgres.process();
        });
  }

  void services() {
    long begin = System.nanoTime();
    List<Component> missing = system.missing();
    int[] ports = missing.stream().mapToInt(this::port).toArray();
    String graph = graphAddress(missing, ports);
    ServiceStart[] starts = new ServiceStart[ports.length];
    for (int i = 0; i < ports.length; i++) {
      system.checkNotStopping();
      Component service = missing.get(i);
      ServiceProcess process =
          ServiceProcess.launch(
              home,
              service,
              settings,
              ports[i],
              ServiceSettings.of(service, system, settings, graph));
      system.remember(service, process.id(), ports[i]);
      starts[i] = new ServiceStart(service, ports[i], process);
    }
    Arrays.stream(starts)
        .forEach(start -> {
          awaitReady(start.process());
          progress.started(
              start.component(),
              system.entry(start.component()),
              Duration.ofNanos(System.nanoTime() - begin));
        });
  }

  /// Those that were running when Kafka or PostgreSQL came back need a moment to see it.
  void awaitAll() {
    Component.SERVICES.forEach(
        service -> awaitReady(ServiceProcess.adopt(service, system.entry(service))));
  }

  private void awaitReady(ServiceProcess process) {
    try {
      process.awaitReady();
    } catch (IllegalStateException e) {
      system.checkNotStopping();
      throw e;
    }
  }

  private String graphAddress(List<Component> missing, int[] ports) {
    int index = missing.indexOf(Component.GRAPH);
    return index < 0
        ? system.entry(Component.GRAPH).address()
        : Component.GRAPH.address(ports[index]);
  }

  /// The one it had, else the usual one, else any.
  private int port(Component component) {
    return system
        .state()
        .entry(component.key())
        .map(before -> Ports.freeOr(before.port()))
        .orElseGet(
            () -> settings.usualPorts() ? Ports.freeOr(component.usualPort()) : Ports.free());
  }
}
