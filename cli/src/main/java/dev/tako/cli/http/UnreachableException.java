package dev.tako.cli.http;

import java.net.URI;

/// Nobody answers at a service's address.
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreachableException(URI server, Exception cause) {
    super(
        "Expected a Tako service at "
            + server
            + ", but nobody answers. Start one (./tako up) or name another with --server or"
            + " TAKO_SERVER.",
        cause);
  }
}
