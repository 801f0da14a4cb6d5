/// Tests of messages as Kafka records.
@NullMarked
package dev.tako.contract.kafka;

import org.jspecify.annotations.NullMarked;
