package dev.tako.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/// Runs one Kafka broker (KRaft, combined broker and controller) on the loopback interface until it
/// is told to stop.
///
/// ```
/// BrokerMain DATA_DIR PORT CONTROLLER_PORT [PARENT_PID]
/// ```
///
/// Prints `READY 127.0.0.1:<port>` once clients may come. With a parent it ends when that process
/// ends, so that a killed test leaves no broker behind. A fatal fault inside the broker halts this
/// JVM, which is why the broker never shares one.
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String... args) throws Exception {
    if (args.length < 3 || args.length > 4) {
      System.err.println(
          "Expected DATA_DIR PORT CONTROLLER_PORT [PARENT_PID], but found "
              + args.length
              + " arguments.");
      System.exit(2);
    }
    int port = Integer.parseInt(args[1]);
    Properties settings = BrokerSettings.of(Path.of(args[0]), port, Integer.parseInt(args[2]));
    format(settings);
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
    endWith(args.length == 4 ? args[3] : null);
    server.startup();
    System.out.println("READY " + BrokerSettings.HOST + ":" + port);
    server.awaitShutdown();
  }

  /// Gives an empty data directory its cluster id; leaves a formatted one as it is.
  private static void format(Properties settings) throws Exception {
    String directory = settings.getProperty("log.dirs");
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setNodeId(BrokerSettings.NODE_ID)
        .setClusterId(BrokerSettings.CLUSTER_ID)
        .setControllerListenerName(BrokerSettings.CONTROLLER)
        .setMetadataLogDirectory(directory)
        .addDirectory(directory)
        .setIgnoreFormatted(true)
        .run();
  }

  private static void endWith(@Nullable String parent) {
    if (parent == null) {
      return;
    }
    ProcessHandle process = ProcessHandle.of(Long.parseLong(parent)).orElse(null);
    if (process == null) {
      Runtime.getRuntime().halt(0);
    } else {
      var _ = process.onExit().thenRun(() -> Runtime.getRuntime().halt(0));
    }
  }
}
