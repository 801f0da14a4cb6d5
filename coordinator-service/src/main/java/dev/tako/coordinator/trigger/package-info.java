/// What arrives from outside and what it asks for: pure, without Kafka, PostgreSQL or HTTP.
@NullMarked
package dev.tako.coordinator.trigger;

import org.jspecify.annotations.NullMarked;
