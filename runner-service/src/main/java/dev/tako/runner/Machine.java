package dev.tako.runner;

import dev.tako.runner.process.Orphans;
import dev.tako.runner.process.ShellSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// What of this machine the runner has for itself.
///
/// @param lock keeps a second runner away from the workspaces
record Machine(
    int slots,
    Path mirrors,
    Path workspaces,
    Path blobs,
    Path secrets,
    ShellSettings shell,
    FileChannel lock)
    implements AutoCloseable {

  /// Makes the folders, sees that no other runner has them, and ends what a killed predecessor left
  /// running there.
  static Machine claim(RunnerConfig config) throws IOException {
    Path workspaces = Files.createDirectories(config.workspaces()).toRealPath();
    FileChannel lock = lock(workspaces);
    Orphans.end(workspaces);
    return new Machine(
        config.slots().orElse(Runtime.getRuntime().availableProcessors()),
        Files.createDirectories(config.mirrors()).toRealPath(),
        workspaces,
        Files.createDirectories(config.blobs()).toRealPath(),
        config.secrets().toAbsolutePath(),
        new ShellSettings(
            config.path().orElse(ownPath()),
            config.env(),
            config.grace(),
            config.outputLimit().asLongValue(),
            config.leftoverProcesses() == RunnerConfig.LeftoverProcesses.FAIL),
        lock);
  }

  private static FileChannel lock(Path workspaces) throws IOException {
    FileChannel channel =
        FileChannel.open(
            workspaces.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException(
          "Expected to have tako.runner.workspaces %s alone, but another runner uses it; give each runner its own."
              .formatted(workspaces));
    }
    return channel;
  }

  private static String ownPath() {
    String path = System.getenv("PATH");
    return path == null ? "/usr/local/bin:/usr/bin:/bin" : path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
