package dev.tako.runner;

import dev.tako.contract.Completion;
import dev.tako.contract.Job;
import dev.tako.runner.blob.Snapshots;
import dev.tako.runner.git.Mirrors;
import dev.tako.runner.process.Shell;
import dev.tako.runner.secret.JobSecrets;
import dev.tako.runner.secret.SecretFolder;
import dev.tako.runner.step.JobReports;
import dev.tako.runner.step.JobRun;
import dev.tako.runner.step.Reports;
import dev.tako.runner.step.StepLog;
import dev.tako.runner.step.StopSignal;
import dev.tako.runner.workspace.ExecutionDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Everything of a runner but Kafka: real processes, real Git, its reports and logs in lists.
final class Bench implements AutoCloseable, Reports {
  final List<Completion> reports = new CopyOnWriteArrayList<>();
  final StringBuilder log = new StringBuilder();
  final Machine machine;
  final LocalWorkspaces workspaces;
  final StopSignal stop = new StopSignal();
  @Nullable String traceparent;
  private final Mirrors mirrors;
  private final Shell shell;

  Bench(Path folder, String... config) throws IOException {
    RunnerConfig settings = Settings.in(folder, config);
    machine = Machine.claim(settings);
    mirrors = new Mirrors(machine.mirrors());
    workspaces =
        new LocalWorkspaces(
            machine.workspaces(),
            settings.diskLimit().asLongValue(),
            mirrors,
            new Snapshots(machine.blobs()));
    shell = new Shell(machine.shell());
  }

  JobRun.Outcome run(Jobs job) {
    Job.RunSteps steps = job.job();
    return new JobRun(
            steps,
            new JobReports(steps, "runner-1/test", InstantSource.system(), this),
            workspaces,
            shell,
            stop,
            _ -> this::logged,
            new JobSecrets(new SecretFolder(machine.secrets()), steps),
            traceparent)
        .run();
  }

  private boolean logged(String text, Duration patience) {
    log.append(text);
    return text.length() <= StepLog.CHUNK;
  }

  @Override
  public void send(String what, Completion report) {
    reports.add(report);
  }

  @Override
  public void post() {}

  @Override
  public void flush() {}

  /// The words for what was reported, for example `a started`, `a completed`.
  List<String> said() {
    return reports.stream().map(Bench::word).toList();
  }

  static String word(Completion report) {
    return switch (report) {
      case Completion.JobStarted _ -> "job started";
      case Completion.StepStarted s -> s.stepId() + " started";
      case Completion.StepCompleted s -> s.stepId() + " completed";
      case Completion.StepSkipped s -> s.stepId() + " skipped";
      case Completion.StepFailed s -> s.stepId() + " failed";
      case Completion.JobFailed _ -> "job failed";
      case Completion.Heartbeat _ -> "heartbeat";
    };
  }

  Completion.StepFailed failure() {
    return reports.stream()
        .filter(Completion.StepFailed.class::isInstance)
        .map(Completion.StepFailed.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("Expected a failed step, but found " + reports));
  }

  Completion.StepCompleted completed(String stepId) {
    return reports.stream()
        .filter(Completion.StepCompleted.class::isInstance)
        .map(Completion.StepCompleted.class::cast)
        .filter(s -> s.stepId().equals(stepId))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Expected " + stepId + " in " + reports));
  }

  Map<String, String> outputs(String stepId) {
    return completed(stepId).outputs();
  }

  String output(String stepId, String name) {
    return outputs(stepId).getOrDefault(name, "");
  }

  Path work(Jobs job) {
    return ExecutionDirectory.of(machine.workspaces(), job.execution()).work();
  }

  @Override
  public void close() throws IOException {
    mirrors.close();
    machine.close();
  }
}
