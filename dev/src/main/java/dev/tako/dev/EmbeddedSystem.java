package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Kafka, PostgreSQL and Tako's services, each a process of its own, with everything they write in
/// one folder.
///
/// ```
/// Kafka ─┬─► graph ─► coordinator ─► runner        stop: the other way round
/// PostgreSQL ─┘
/// ```
///
/// What runs stands in the folder's `system.json`, so that another command can go on from there: it
/// starts what is missing, and stops exactly what was started.
public final class EmbeddedSystem implements AutoCloseable {
  private final Home home;
  private final SystemSettings settings;
  private final Consumer<String> report;

  /// Held while processes are started, so that a stop from elsewhere finds all of them.
  private final ReentrantLock starting = new ReentrantLock();

  private volatile boolean stopping;
  private volatile SystemState state;

  private EmbeddedSystem(Home home, SystemSettings settings, Consumer<String> report) {
    this.home = home;
    this.settings = settings;
    this.report = report;
    this.state = SystemState.read(settings.folder());
  }

  /// Starts what does not run yet, and returns when every service says that it is ready.
  ///
  /// @param report gets a line for each process
  /// @throws IllegalStateException with the end of the log, if a process does not come up; what was
  ///   started stays and `stop` ends it
  public static EmbeddedSystem start(SystemSettings settings, Consumer<String> report) {
    EmbeddedSystem system = at(settings, report);
    system.startMissing();
    return system;
  }

  /// The system of a folder as it is.
  static EmbeddedSystem at(SystemSettings settings, Consumer<String> report) {
    return new EmbeddedSystem(Home.find(), settings, report);
  }

  public URI coordinator() {
    return URI.create(address(Component.COORDINATOR));
  }

  public URI graph() {
    return URI.create(address(Component.GRAPH));
  }

  public String bootstrapServers() {
    return address(Component.KAFKA);
  }

  /// The URL of the services' database; its user stands in it.
  public String jdbcUrl() {
    return EmbeddedPostgres.jdbcUrl(entry(Component.POSTGRES).port(), SystemStart.DATABASE);
  }

  public Path folder() {
    return settings.folder();
  }

  public WebhookSecret webhookSecret() {
    return WebhookSecret.in(settings.folder());
  }

  public ProcessId process(Component component) {
    return entry(component).process();
  }

  /// Those that run.
  public List<Component> running() {
    return List.of(Component.values()).stream()
        .filter(component -> state.alive(component.key()).isPresent())
        .toList();
  }

  /// Those that were started and have ended by themselves.
  List<Component> missing() {
    return List.of(Component.values()).stream()
        .filter(component -> state.alive(component.key()).isEmpty())
        .toList();
  }

  SystemState state() {
    return state;
  }

  /// `kill -9`.
  public void kill(Component component) {
    process(component).kill();
  }

  public void killAll() {
    List.of(Component.values()).forEach(this::kill);
  }

  /// Stops the process, if it runs, and starts it again on its port and its data.
  public void restart(Component component) {
    stop(component);
    startMissing();
  }

  /// Starts whatever does not run.
  public void startMissing() {
    starting.lock();
    try {
      stopping = false;
      Files.createDirectories(settings.folder());
      SystemStart start = new SystemStart(home, this, settings, report);
      start.infrastructure();
      start.services();
      start.awaitAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      starting.unlock();
    }
  }

  /// Stops everything that was started: services, Kafka, PostgreSQL. A start that is under way on
  /// another thread gives up.
  public void stop() {
    stopping = true;
    running().stream()
        .filter(Component::isService)
        .forEach(service -> process(service).terminate());
    starting.lock();
    try {
      running().reversed().stream().filter(Component::isService).forEach(this::end);
      stop(Component.KAFKA);
      stop(Component.POSTGRES);
      LeftBehind.endAll(settings.folder());
      SystemState.delete(settings.folder());
      state = SystemState.empty();
    } finally {
      starting.unlock();
    }
  }

  /// @throws IllegalStateException if the system is being stopped
  void checkNotStopping() {
    if (stopping) {
      throw new IllegalStateException("Stopped while starting.");
    }
  }

  @Override
  public void close() {
    stop();
  }

  /// Stops the process, if it runs.
  void stop(Component component) {
    if (state.alive(component.key()).isPresent()) {
      end(component);
    }
  }

  private void end(Component component) {
    ProcessId process = process(component);
    long begin = System.nanoTime();
    boolean orderly =
        switch (component) {
          case POSTGRES -> EmbeddedPostgres.stop(process);
          case KAFKA -> process.stop(EmbeddedKafka.STOP_GRACE);
          case GRAPH, COORDINATOR, RUNNER -> process.stop(ServiceProcess.STOP_GRACE);
        };
    new SystemProgress(report).stopped(component, begin, orderly);
  }

  void remember(Component component, ProcessId process, int port) {
    Path log = settings.log(component);
    state =
        state.with(
            component.key(),
            new SystemState.Entry(
                process.pid(), process.startedAt(), component.address(port), port, log));
    state.write(settings.folder());
  }

  SystemState.Entry entry(Component component) {
    return state
        .entry(component.key())
        .orElseThrow(() ->
            new IllegalStateException(
                "Expected " + component.title() + " to be started, but it is not."));
  }

  private String address(Component component) {
    return entry(component).address();
  }
}
