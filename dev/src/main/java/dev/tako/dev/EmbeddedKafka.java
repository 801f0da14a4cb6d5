package dev.tako.dev;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A real Kafka broker in a JVM of its own, with its data in a folder that may be kept.
///
/// By default it ends when this process ends, however that happens; a detached one goes on.
public final class EmbeddedKafka implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  static final Duration STOP_GRACE = Duration.ofSeconds(10);

  private final Home home;
  private final Path folder;
  private final Path log;
  private final int port;
  private final int controllerPort;
  private final boolean detached;
  private ProcessId process;

  private EmbeddedKafka(Home home, Path folder, Path log, int port, boolean detached) {
    this.home = home;
    this.folder = folder;
    this.log = log;
    this.port = port;
    this.controllerPort = Ports.free();
    this.detached = detached;
    this.process = launch();
  }

  /// Starts a broker on a free port.
  ///
  /// @param folder holds `data/` and `kafka.log`; a broker started on it again has the same records
  public static EmbeddedKafka start(Path folder) {
    return start(folder, Ports.free());
  }

  public static EmbeddedKafka start(Path folder, int port) {
    return new EmbeddedKafka(Home.find(), folder, folder.resolve("kafka.log"), port, false);
  }

  /// @param detached whether the broker outlives this process
  static EmbeddedKafka start(Home home, Path folder, Path log, int port, boolean detached) {
    return new EmbeddedKafka(home, folder, log, port, detached);
  }

  /// `127.0.0.1:<port>`
  public String bootstrapServers() {
    return Ports.HOST + ":" + port;
  }

  public int port() {
    return port;
  }

  public ProcessId process() {
    return process;
  }

  /// Creates Tako's topics, where they are missing.
  public EmbeddedKafka withTopics() {
    TopicSetup.provision(bootstrapServers());
    return this;
  }

  /// `kill -9`.
  public void kill() {
    process.kill();
  }

  /// Starts the broker again on the same data and the same port.
  public void restart() {
    stop();
    process = launch();
  }

  /// Stops the broker in an orderly way; its data stays.
  public void stop() {
    process.stop(STOP_GRACE);
  }

  @Override
  public void close() {
    stop();
  }

  private ProcessId launch() {
    List<String> command = new ArrayList<>();
    command.add(Home.java());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(classPath());
    command.add("dev.tako.broker.BrokerMain");
    command.add(folder.resolve("data").toAbsolutePath().toString());
    command.add(Integer.toString(port));
    command.add(Integer.toString(controllerPort));
    if (!detached) {
      command.add(Long.toString(ProcessHandle.current().pid()));
    }
    ChildProcess child =
        ChildProcess.launch("Kafka", command, Map.of("MALLOC_ARENA_MAX", "2"), log);
    child.awaitLine(line -> line.startsWith("READY "), START_LIMIT);
    return child.id();
  }

  /// The jars, with their archive; the classes as compiled where no jar of them is newer.
  private List<String> classPath() {
    Path broker = home.module("broker");
    Path libraries = broker.resolve("target/lib");
    Path jar = ClassDataArchive.jarOf(broker);
    Path classes = broker.resolve("target/classes");
    if (!Files.isDirectory(libraries) || (jar == null && !Files.isDirectory(classes))) {
      throw new IllegalStateException(
          "Expected the broker to be built, but found no "
              + libraries
              + ". Build it: mvn -pl broker package");
    }
    List<Path> all = new ArrayList<>(List.of(jar != null ? jar : classes));
    all.addAll(ClassDataArchive.jarsIn(libraries));
    List<String> options = new ArrayList<>();
    if (jar != null) {
      options.addAll(ClassDataArchive.options(home, "broker", all));
    }
    options.add("-cp");
    options.add(all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    return options;
  }
}
