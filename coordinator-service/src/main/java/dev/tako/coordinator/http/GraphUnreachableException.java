package dev.tako.coordinator.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The graph service gave no usable answer; asking again later may help.
public final class GraphUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  GraphUnreachableException(URI asked, String expected, String found, @Nullable Throwable cause) {
    super(
        "Expected the graph service to answer %s with %s, but %s. Check that it runs and that tako.graph.url names it, and try again."
            .formatted(asked, expected, found),
        cause);
  }
}
