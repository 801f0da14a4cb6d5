package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/// A real PostgreSQL server on the loopback interface, durable (fsync and synchronous_commit on),
/// with its data in a folder that may be kept.
///
/// The server is no child of this process: whoever starts one on the folder again takes over the
/// one that was left behind.
public final class EmbeddedPostgres implements AutoCloseable {
  public static final String USER = "postgres";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);

  private final Home home;
  private final Path folder;
  private final Path log;
  private final int port;
  private ProcessId process;

  private EmbeddedPostgres(Home home, Path folder, Path log, int port) {
    this.home = home;
    this.folder = folder;
    this.log = log;
    this.port = port;
    this.process = launch();
  }

  /// Starts a server on a free port.
  ///
  /// @param folder holds `data/` and `postgres.log`
  public static EmbeddedPostgres start(Path folder) {
    return start(folder, Ports.free());
  }

  public static EmbeddedPostgres start(Path folder, int port) {
    return start(Home.find(), folder, folder.resolve("postgres.log"), port);
  }

  static EmbeddedPostgres start(Home home, Path folder, Path log, int port) {
    return new EmbeddedPostgres(home, folder, log, port);
  }

  public int port() {
    return port;
  }

  public ProcessId process() {
    return process;
  }

  /// The URL of the database that is always there.
  public String jdbcUrl() {
    return jdbcUrl(port, "postgres");
  }

  /// Creates the database, unless it is there, and answers its URL; the user stands in it and needs
  /// no password.
  public String database(String name) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl());
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
        if (!found.next()) {
          statement.execute("create database \"" + name + "\"");
        }
      }
      return jdbcUrl(port, name);
    } catch (SQLException e) {
      throw new IllegalStateException("Could not create the database " + name, e);
    }
  }

  static String jdbcUrl(int port, String database) {
    return "jdbc:postgresql://%s:%d/%s?user=%s".formatted(Ports.HOST, port, database, USER);
  }

  /// `kill -9` of the server.
  public void kill() {
    process.kill();
  }

  /// Starts the server again on the same data and the same port.
  public void restart() {
    stop();
    process = launch();
  }

  /// Stops the server in an orderly way without waiting for its clients; its data stays.
  public void stop() {
    stop(process);
  }

  @Override
  public void close() {
    stop();
  }

  /// SIGINT is PostgreSQL's fast shutdown: open sessions are ended, everything is written.
  ///
  /// @return false if it had to be killed
  static boolean stop(ProcessId process) {
    if (!process.isAlive()) {
      return true;
    }
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return process.endWithin(STOP_GRACE);
  }

  private ProcessId launch() {
    Path data = folder.resolve("data").toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Files.createDirectories(log.toAbsolutePath().getParent());
      Files.createDirectories(home.cache().resolve("postgres"));
      PostmasterFile file = PostmasterFile.of(data);
      file.owner().ifPresent(EmbeddedPostgres::stop);
      file.deleteIfStale();
      // The library's own lock is of no use here: whoever finds a server takes it over.
      Files.deleteIfExists(data.resolve("epg-lock"));
      var _ =
          io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(home.cache().resolve("postgres").toFile())
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPort(port)
              .setPGStartupWait(START_LIMIT)
              .setOutputRedirector(Redirect.appendTo(log.toFile()))
              .setErrorRedirector(Redirect.appendTo(log.toFile()))
              .setServerConfig("listen_addresses", Ports.HOST)
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("shared_buffers", "64MB")
              .setServerConfig("max_connections", "200")
              .setServerConfig("jit", "off")
              .start();
      Optional<ProcessId> owner = file.owner();
      return owner.orElseThrow(() -> new IOException("Expected " + data + " to have a server"));
    } catch (IOException | IllegalStateException e) {
      throw new IllegalStateException(
          "PostgreSQL did not start on port " + port + ". " + ChildProcess.tail(log), e);
    }
  }
}
