package dev.tako.cli;

/// What the command's exit code says.
public final class ExitCode {
  public static final int COMPLETED = 0;
  public static final int FAILED = 1;

  /// Bad usage, an invalid manifest, a request that was refused.
  public static final int REFUSED = 2;

  public static final int UNREACHABLE = 3;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
