/// The coordinator's ends of the topics.
@NullMarked
package dev.tako.coordinator.kafka;

import org.jspecify.annotations.NullMarked;
