package dev.tako.coordinator.kafka;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The W3C `traceparent` header, passed on when it is one.
public final class TraceParent {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private TraceParent() {}

  public static @Nullable String of(@Nullable String header) {
    return header != null && SHAPE.matcher(header).matches() ? header : null;
  }

  static @Nullable String of(Headers headers) {
    Header header = headers.lastHeader("traceparent");
    return header == null ? null : of(new String(header.value(), StandardCharsets.US_ASCII));
  }
}
