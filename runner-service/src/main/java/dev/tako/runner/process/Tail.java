package dev.tako.runner.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Follows a file that a process writes; bytes that are no UTF-8 become replacement characters.
///
/// A file, not a pipe: nobody can be blocked by it, neither the runner by a background process that
/// holds it open, nor the process by a slow runner.
final class Tail implements AutoCloseable {
  private final FileChannel channel;
  private final ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
  private final CharBuffer chars = CharBuffer.allocate(64 * 1024);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  Tail(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  /// How much there is, read or not.
  long size() throws IOException {
    return channel.size();
  }

  long unread() throws IOException {
    return channel.size() - channel.position();
  }

  void skipTo(long position) throws IOException {
    channel.position(Math.max(position, channel.position()));
  }

  /// The next piece, empty if there is none now.
  String next() throws IOException {
    channel.read(bytes);
    bytes.flip();
    decoder.decode(bytes, chars, false);
    bytes.compact();
    chars.flip();
    String text = chars.toString();
    chars.clear();
    return text;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
