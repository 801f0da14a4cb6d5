package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Ports on the loopback interface.
final class Ports {
  static final String HOST = "127.0.0.1";

  private Ports() {}

  /// A port nobody listens on now.
  static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `wanted` unless somebody listens on it already.
  static int freeOr(int wanted) {
    return isTaken(wanted) ? free() : wanted;
  }

  static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port), 1);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /// Whether somebody accepts connections on the port.
  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral(HOST);
  }
}
