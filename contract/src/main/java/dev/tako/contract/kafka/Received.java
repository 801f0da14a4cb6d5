package dev.tako.contract.kafka;

import dev.tako.contract.Message;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A message as it came off a topic, with the record it stood in.
///
/// @param id the CloudEvents id
public record Received<M extends Message>(
    M message, String id, ConsumerRecord<String, byte[]> record) {}
