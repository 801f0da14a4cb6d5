package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;

/// One Tako service as a child process on the loopback interface.
final class ServiceProcess {
  static final Duration STOP_GRACE = Duration.ofSeconds(30);

  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /// A heap starts as a share of the machine's memory unless told otherwise; and what the compiler
  /// has used goes back to the machine.
  private static final List<String> MEMORY =
      List.of(
          "-Xms48m",
          "-Xmn32m",
          "-Xss512k",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TrimNativeHeapInterval=60000");

  /// glibc keeps a heap for each thread otherwise, tens of megabytes that nobody uses.
  private static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private final ChildProcess child;
  private final int port;

  private ServiceProcess(ChildProcess child, int port) {
    this.child = child;
    this.port = port;
  }

  /// Starts the service from a copy of what was built: a build must not change the jars of a
  /// running service.
  ///
  /// @param system where its copy and its log go: `services/<name>`, `logs/<name>.log`
  /// @param settings Quarkus and Tako properties
  static ServiceProcess launch(
      Home home, Component service, SystemSettings system, int port, Map<String, String> settings) {
    String name = service.key();
    Path application = copy(home, name, system.folder());
    List<String> command = new ArrayList<>();
    command.add(Home.java());
    command.addAll(MEMORY);
    // The graph service keeps every manifest in memory; ten thousand take less than half of this.
    command.add(service == Component.GRAPH ? "-Xmx512m" : "-Xmx256m");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    if (service == Component.RUNNER) {
      // Its work is done by other processes; for the others the optimising compiler pays.
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(ClassDataArchive.options(home, name, jars(application)));
    Map<String, String> all = new TreeMap<>(settings);
    all.put("quarkus.http.host", Ports.HOST);
    all.put("quarkus.http.port", Integer.toString(port));
    all.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
    return new ServiceProcess(
        ChildProcess.launch(name, command, ENVIRONMENT, system.log(service)), port);
  }

  /// One that an earlier command started.
  static ServiceProcess adopt(Component service, SystemState.Entry entry) {
    return new ServiceProcess(
        ChildProcess.adopt(service.key(), entry.process(), entry.log()), entry.port());
  }

  ProcessId id() {
    return child.id();
  }

  /// Waits until the service says that it is ready.
  void awaitReady() {
    child.await(() -> isReady(port), START_LIMIT);
  }

  static boolean isReady(int port) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://%s:%d/q/health/ready".formatted(Ports.HOST, port)))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a service", e);
    }
  }

  private static List<Path> jars(Path application) {
    List<Path> jars = new ArrayList<>(ClassDataArchive.jarsIn(application));
    jars.addAll(ClassDataArchive.jarsIn(application.resolve("lib/boot")));
    return jars;
  }

  private static Path copy(Home home, String name, Path folder) {
    Path built = home.module(name + "-service").resolve("target/quarkus-app");
    if (!Files.isRegularFile(built.resolve("quarkus-run.jar"))) {
      throw new IllegalStateException(
          "Expected the %s service to be built, but found no %s. Build it: mvn -pl %s-service -am package"
              .formatted(name, built.resolve("quarkus-run.jar"), name));
    }
    Path copy = folder.resolve("services").resolve(name);
    try {
      FileUtils.deleteDirectory(copy.toFile());
      FileUtils.copyDirectory(built.toFile(), copy.toFile(), true);
      return copy.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
