package dev.tako.cli;

/// What `tako status` shows when no run is named.
public interface SystemOverview {
  /// @param json whether to print JSON
  /// @return the exit code
  int show(boolean json) throws Exception;
}
