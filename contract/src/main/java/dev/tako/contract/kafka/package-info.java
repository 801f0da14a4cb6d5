/// How messages get on and off Kafka: the CloudEvents envelope, the batch loop, dead letters, topic
/// provisioning.
@NullMarked
package dev.tako.contract.kafka;

import org.jspecify.annotations.NullMarked;
