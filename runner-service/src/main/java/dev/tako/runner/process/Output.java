package dev.tako.runner.process;

import dev.tako.runner.secret.Masking;
import dev.tako.runner.step.StepLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a command prints: passed on to its log in chunks of whole lines where possible, its last
/// lines kept.
final class Output implements AutoCloseable {
  private static final long FLUSH_NANOS = Duration.ofMillis(200).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int KEPT = 32 * 1024;
  private static final int PIECES = 32;

  private final List<MaskedTail> tails = new ArrayList<>();
  private final StepLog log;
  private final LastLines lastLines = new LastLines();
  private final StringBuilder pending = new StringBuilder();
  private long pendingSince;

  Output(StepLog log, Masking masking, Path... files) throws IOException {
    this.log = log;
    for (Path file : files) {
      tails.add(new MaskedTail(new Tail(file), masking));
    }
  }

  /// All bytes printed so far.
  long size() throws IOException {
    long size = 0;
    for (MaskedTail tail : tails) {
      size += tail.size();
    }
    return size;
  }

  /// Passes on what is new, but not for long: who prints faster than this reads must not keep the
  /// caller from looking at the clock. When the log has no room, the rest stays in the file.
  void pump() throws IOException {
    for (int i = 0; i < PIECES && read() && passOn(false, Duration.ZERO); i++) {}
    passOn(false, Duration.ZERO);
  }

  /// Passes on the rest. What the log does not take in good time is left out there, but never among
  /// the last lines.
  void finish() throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean more = true;
    while (more) {
      more = read() || unread() > 0;
      if (!more) {
        tails.forEach(tail -> take(tail.end()));
      }
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      if (!passOn(!more, left)) {
        leaveOut();
      }
    }
  }

  List<String> lastLines() {
    return lastLines.get();
  }

  private long unread() throws IOException {
    long unread = 0;
    for (MaskedTail tail : tails) {
      unread += tail.unread();
    }
    return unread;
  }

  private boolean read() throws IOException {
    if (pending.length() > 2 * StepLog.CHUNK) {
      return false;
    }
    boolean found = false;
    for (MaskedTail tail : tails) {
      long before = tail.unread();
      take(tail.next());
      found |= tail.unread() != before;
    }
    return found;
  }

  private void take(String text) {
    if (!text.isEmpty()) {
      if (pending.isEmpty()) {
        pendingSince = System.nanoTime();
      }
      pending.append(text);
      lastLines.add(text);
    }
  }

  private boolean passOn(boolean all, Duration patience) {
    while (!pending.isEmpty()) {
      boolean due = all || System.nanoTime() - pendingSince >= FLUSH_NANOS;
      if (!due && pending.length() < StepLog.CHUNK) {
        return true;
      }
      int length = chunk();
      if (!log.offer(pending.substring(0, length), patience)) {
        return false;
      }
      pending.delete(0, length);
      pendingSince = System.nanoTime();
    }
    return true;
  }

  /// Up to the last line that fits; a longer line is cut, but not inside a character.
  private int chunk() {
    if (pending.length() <= StepLog.CHUNK) {
      return pending.length();
    }
    int newline = pending.lastIndexOf("\n", StepLog.CHUNK - 1);
    if (newline >= 0) {
      return newline + 1;
    }
    return Character.isHighSurrogate(pending.charAt(StepLog.CHUNK - 1))
        ? StepLog.CHUNK - 1
        : StepLog.CHUNK;
  }

  /// Passes over what is not read yet but its end.
  void leaveOut() throws IOException {
    long left = unread();
    for (MaskedTail tail : tails) {
      tail.skipTo(tail.size() - KEPT);
    }
    pending.setLength(0);
    if (left > KEPT) {
      pending.append("\ntako: about " + (left - KEPT) + " bytes of output are left out here\n");
      lastLines.add(pending);
    }
  }

  @Override
  public void close() throws IOException {
    for (MaskedTail tail : tails) {
      tail.close();
    }
  }
}
