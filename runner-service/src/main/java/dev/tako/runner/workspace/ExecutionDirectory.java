package dev.tako.runner.workspace;

import dev.tako.contract.ExecutionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where one execution lives on this machine.
///
/// ```
/// <workspaces>/<execution id>/
///   work/    the repository, where steps run
///   fresh/   a checkout that is being made
///   home/    $HOME         tmp/  $TMPDIR
///   step/    script, output and results of the command that runs now
///   marker   what state work/ and home/ are in; absent: unknown
///   process  the processes that run now
/// ```
public record ExecutionDirectory(Path root) {

  public static ExecutionDirectory of(Path workspaces, ExecutionId execution) {
    return new ExecutionDirectory(workspaces.resolve(execution.value()));
  }

  public Path work() {
    return root.resolve("work");
  }

  /// Where a checkout is made before it takes the place of `work/`; no step ever sees it.
  public Path fresh() {
    return root.resolve("fresh");
  }

  public Path home() {
    return root.resolve("home");
  }

  public Path tmp() {
    return root.resolve("tmp");
  }

  public Path step() {
    return root.resolve("step");
  }

  public Path marker() {
    return root.resolve("marker");
  }

  public Path process() {
    return root.resolve("process");
  }

  /// An execution's directory with nothing in it but its folders.
  public void recreate() throws IOException {
    Trees.delete(root);
    Files.createDirectories(work());
    Files.createDirectories(home());
    Files.createDirectories(tmp());
  }
}
