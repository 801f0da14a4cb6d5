package dev.tako.runner.step;

import dev.tako.runner.workspace.ExecutionDirectory;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// An execution's sources on this machine, as its steps see and change them.
public interface Workspace {
  ExecutionDirectory directory();

  /// Ids of the job's steps whose effects are in it.
  List<String> done();

  /// From now on its state is unknown until [#ended].
  void begins(String stepId) throws PreparationException;

  /// The step's effects are in it.
  void ended(String stepId) throws PreparationException;

  /// Puts a fresh checkout in the place of the sources; what steps left there is gone. A branch
  /// that is the job's own stands for the commit that the run knows of it, any other ref for what
  /// the origin has now.
  ///
  /// @param commit what the ref is known to stand for; null: to be looked up
  /// @param ended whether to give up
  /// @return the commit
  /// @throws PreparationException if there is no such commit, or it cannot be had; the sources are
  ///   as they were
  String checkout(String ref, @Nullable String commit, BooleanSupplier ended)
      throws PreparationException;

  /// What is wrong with its size, if anything.
  @Nullable String oversize() throws PreparationException;

  /// The commit that a step moved the workspace to and that has arrived in the origin's branch;
  /// null if there is none, or it was told already.
  @Nullable String pushedCommit() throws PreparationException;
}
