package dev.tako.runner.process;

import dev.tako.runner.workspace.ExecutionDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Processes that outlived the runner that started them.
public final class Orphans {
  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

  private Orphans() {}

  /// Ends what the executions under `workspaces` have on record as running.
  public static void end(Path workspaces) throws IOException {
    try (DirectoryStream<Path> executions =
        Files.newDirectoryStream(workspaces, Files::isDirectory)) {
      for (Path execution : executions) {
        ExecutionDirectory directory = new ExecutionDirectory(execution);
        Optional<ProcessGroup> group = ProcessGroup.read(directory);
        if (group.isPresent()) {
          Set<Long> pids = group.get().members().keySet();
          group.get().kill();
          LOG.warn(
              "Ended what a killed runner left behind: executionId={} pids={}",
              execution.getFileName(),
              pids);
        }
        Files.deleteIfExists(directory.process());
      }
    }
  }
}
