package dev.tako.runner.process;

import dev.tako.runner.secret.Masking;
import java.io.IOException;

/// Follows what a process writes, without the secrets in it.
final class MaskedTail implements AutoCloseable {
  private final Tail tail;
  private final Masking masking;
  private final Masking.Stream stream;
  private boolean insideLine;

  MaskedTail(Tail tail, Masking masking) {
    this.tail = tail;
    this.masking = masking;
    this.stream = masking.stream();
  }

  long size() throws IOException {
    return tail.size();
  }

  long unread() throws IOException {
    return tail.unread();
  }

  /// Passes over what is before `position`. Half a secret could not be told from other text, so the
  /// rest of the line is passed over too where there are secrets.
  void skipTo(long position) throws IOException {
    if (tail.size() - tail.unread() < position) {
      tail.skipTo(position);
      stream.reset();
      insideLine = !masking.isEmpty();
    }
  }

  /// The next piece, empty if there is none now.
  String next() throws IOException {
    String text = tail.next();
    if (insideLine) {
      int newline = text.indexOf('\n');
      insideLine = newline < 0;
      text = newline < 0 ? "" : text.substring(newline);
    }
    return stream.next(text);
  }

  /// What was held back; nothing more follows.
  String end() {
    return stream.end();
  }

  @Override
  public void close() throws IOException {
    tail.close();
  }
}
