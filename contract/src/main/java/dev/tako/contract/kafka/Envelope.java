package dev.tako.contract.kafka;

import dev.tako.contract.Message;
import dev.tako.contract.Topic;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message with what CloudEvents 1.0 says about it.
///
/// @param topic where it goes
/// @param key the record key, as the topic's [Topic.Key] says
/// @param id tells a message from another; the same message sent again keeps it
/// @param source who says it, a URI reference, for example `/coordinator`
/// @param type the CloudEvents type: the message's kebab-case name, or an event's own type
/// @param traceparent W3C trace context to pass on
public record Envelope<M extends Message>(
    Topic<M> topic,
    String key,
    String id,
    String source,
    String type,
    Instant time,
    @Nullable String traceparent,
    M message) {}
