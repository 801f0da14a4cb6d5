package dev.tako.graph.git;

import java.util.Set;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportProtocol;

/// The protocols JGit may speak in this process.
final class Transports {
  private Transports() {}

  /// Unregisters everything but `https`, `ssh` and, where allowed, `file`; the protocol for `https`
  /// also knows `http`, which [RemoteUrl] refuses.
  static void restrict(boolean allowFile) {
    for (TransportProtocol protocol : Transport.getTransportProtocols()) {
      Set<String> schemes = protocol.getSchemes();
      boolean wanted =
          schemes.contains("https") || schemes.contains("ssh") || (allowFile && isLocal(protocol));
      if (!wanted) {
        Transport.unregister(protocol);
      }
    }
  }

  /// Bundle files have the scheme `file` too; only folders are wanted.
  private static boolean isLocal(TransportProtocol protocol) {
    return protocol.getSchemes().contains("file")
        && !protocol.getClass().getName().contains("Bundle");
  }
}
