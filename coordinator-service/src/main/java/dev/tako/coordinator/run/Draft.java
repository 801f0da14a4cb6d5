package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.Phase;
import dev.tako.contract.RunLifecycle;
import dev.tako.contract.Status;
import dev.tako.coordinator.run.Queues.FanOut;
import dev.tako.coordinator.run.Queues.Turn;
import dev.tako.manifest.RepositoryRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/// One decision in the making: a working copy of the run and the effects so far. Lives for one fact
/// and never leaves the package.
final class Draft {
  final RunPlan plan;
  final Instant at;
  private final RunState before;
  private final Set<ExecutionId> touched = new HashSet<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Deque<Runnable> todo = new ArrayDeque<>();
  private @Nullable Map<ExecutionId, List<ExecutionId>> reactions;

  private PMap<RepositoryRef, String> heads;
  private PMap<ExecutionId, Execution> executions;
  private Queues queues;
  private int created;
  private int tickets;
  private int open;
  private boolean failed;
  private Status status;
  private @Nullable String reason;
  private @Nullable Instant endedAt;

  Draft(RunPlan plan, RunState before, Instant at) {
    this.plan = plan;
    this.before = before;
    this.at = at;
    this.heads = before.heads();
    this.executions = before.executions();
    this.queues = before.queues();
    this.created = before.created();
    this.tickets = before.tickets();
    this.open = before.open();
    this.failed = before.failed();
    this.status = before.status();
    this.reason = before.reason();
    this.endedAt = before.endedAt();
  }

  RunState run() {
    return before;
  }

  // --- executions

  Execution get(ExecutionId id) {
    Execution execution = executions.get(id);
    if (execution == null) {
      throw new IllegalStateException("Expected execution " + id + " in its run, but it is not.");
    }
    return execution;
  }

  /// The executions that react to a step of `parent`, oldest first.
  ///
  /// Sorted out once per fact: a run of ten thousand executions must not be searched for each of
  /// them.
  List<ExecutionId> reactionsTo(ExecutionId parent) {
    if (reactions == null) {
      reactions = new HashMap<>();
      for (Execution execution : executions.values()) {
        noteReaction(execution);
      }
      reactions.values().forEach(ids -> ids.sort(null));
    }
    return List.copyOf(reactions.getOrDefault(parent, List.of()));
  }

  private void noteReaction(Execution execution) {
    if (reactions != null && execution.cause() instanceof Cause.Reaction reaction) {
      reactions.computeIfAbsent(reaction.parent(), _ -> new ArrayList<>()).add(execution.id());
    }
  }

  /// The next free execution id.
  ExecutionId nextId() {
    return ExecutionId.of(before.id(), ++created);
  }

  void add(Execution execution) {
    open++;
    executions = executions.plus(execution.id(), execution);
    touched.add(execution.id());
    noteReaction(execution);
    announce(execution);
  }

  /// Replaces the execution and announces what changed in its own and its steps' status.
  void put(Execution execution) {
    Execution old = get(execution.id());
    executions = executions.plus(execution.id(), execution);
    touched.add(execution.id());
    if (old.status() != execution.status()) {
      announce(execution);
    }
    if (!old.hasEnded() && execution.hasEnded()) {
      open--;
    }
  }

  void putStep(Execution execution, int index, StepState step) {
    StepState old = execution.step(index);
    put(execution.with(index, step));
    if (old.status() != step.status()) {
      effects.add(
          new Effect.Announce(
              new RunLifecycle.StepChanged(
                  before.id(), execution.id(), step.id(), step.status(), step.reason(), at)));
    }
  }

  private void announce(Execution execution) {
    effects.add(
        new Effect.Announce(
            new RunLifecycle.ExecutionChanged(
                before.id(),
                execution.id(),
                execution.repo(),
                execution.workflow(),
                execution.cause().kind(),
                execution.cause() instanceof Cause.Reaction reaction ? reaction.parent() : null,
                execution.status(),
                execution.state() instanceof ExecutionState.Ended ended ? ended.reason() : null,
                at)));
  }

  // --- queues

  boolean takeTurn(Turn turn, ExecutionId id) {
    ExecutionId holder = queues.holder(turn);
    if (holder != null && !holder.equals(id)) {
      return false;
    }
    queues = queues.taking(turn, id);
    return true;
  }

  void enqueue(Turn turn, Execution execution) {
    queues = queues.queueing(turn, execution.id());
    put(execution.in(new ExecutionState.Queued(++tickets)));
  }

  /// Gives the turn to the next in the queue.
  ///
  /// @return who has it now; null when nobody waits, or when it was not `from`'s
  @Nullable ExecutionId passTurn(Turn turn, ExecutionId from) {
    boolean hadIt = from.equals(queues.holder(turn));
    queues = queues.leaving(turn, from);
    return hadIt ? queues.holder(turn) : null;
  }

  void hold(FanOut fanOut, Execution reaction) {
    queues = queues.holding(fanOut, reaction.id());
    put(reaction.in(new ExecutionState.Held(++tickets)));
  }

  /// Takes the reaction that has been held longest out of its queue.
  ///
  /// @return null when none is held
  @Nullable ExecutionId nextHeld(FanOut fanOut) {
    ExecutionId next = queues.firstHeld(fanOut);
    if (next != null) {
      queues = queues.releasing(fanOut, next);
    }
    return next;
  }

  void noLongerHeld(FanOut fanOut, ExecutionId id) {
    queues = queues.releasing(fanOut, id);
  }

  // --- the run

  /// The commit an execution of `repo` starts from: what this run pushed, else the plan's pin.
  String commitOf(RepositoryRef repo) {
    String pushed = heads.get(repo);
    return pushed != null ? pushed : plan.repository(repo).commit();
  }

  void moveHead(RepositoryRef repo, String commit) {
    heads = heads.plus(repo, commit);
  }

  void fail(String why) {
    if (!failed) {
      failed = true;
      reason = why;
    }
  }

  /// Says why the run ends as it does, unless that is known already.
  void explain(String why) {
    if (reason == null) {
      reason = why;
    }
  }

  /// How many subscriptions the events of this decision were held against.
  int considered() {
    return effects.stream()
        .mapToInt(effect -> effect instanceof Effect.Emit emit ? emit.considered().size() : 0)
        .sum();
  }

  boolean hasFailed() {
    return failed;
  }

  @Nullable String reason() {
    return reason;
  }

  boolean allEnded() {
    return open == 0;
  }

  void start() {
    status = Status.RUNNING;
  }

  void end(Status status, @Nullable String reason) {
    this.status = status;
    this.reason = reason;
    this.endedAt = at;
  }

  boolean hasEnded() {
    return endedAt != null;
  }

  // --- effects

  void effect(Effect effect) {
    effects.add(effect);
  }

  void timer(String name, Duration after) {
    effects.add(new Effect.SetTimer(name, after));
  }

  void clearTimer(String name) {
    effects.add(new Effect.ClearTimer(name));
  }

  /// Does `work` after what is being done now: ten thousand executions that end in a row must not
  /// nest.
  void later(Runnable work) {
    todo.add(work);
  }

  Decision finish() {
    for (Runnable work = todo.poll(); work != null; work = todo.poll()) {
      work.run();
    }
    if (allEnded() && !hasEnded()) {
      end(failed ? Status.FAILED : Status.COMPLETED, reason);
    }
    Phase phase = phase();
    if (status != before.status() || phase != before.phase()) {
      effects.add(
          new Effect.Announce(
              new RunLifecycle.RunChanged(
                  before.id(), before.repo(), before.workflow(), status, phase, reason, at)));
    }
    RunState after =
        new RunState(
            before.id(),
            before.repo(),
            before.workflow(),
            before.inputs(),
            before.requestedBy(),
            before.planHash(),
            status,
            phase,
            reason,
            before.problems(),
            heads,
            executions,
            queues,
            created,
            tickets,
            open,
            failed,
            before.startedAt(),
            endedAt);
    return new Decision(after, touched, effects, null, List.of());
  }

  private Phase phase() {
    return switch (status) {
      case COMPLETED -> Phase.COMPLETED;
      case CANCELLED -> Phase.CANCELLED;
      case FAILED, TIMED_OUT, SKIPPED -> Phase.FAILED;
      case PENDING, QUEUED, RUNNING, WAITING -> {
        Execution root = get(ExecutionId.of(before.id(), 1));
        if (root.hasEnded()) {
          yield Phase.TRIGGERING_DEPENDENTS;
        }
        yield root.state() instanceof ExecutionState.Waiting
            ? Phase.WAITING_FOR_SUBSCRIBERS
            : Phase.EXECUTING_STEPS;
      }
    };
  }
}
