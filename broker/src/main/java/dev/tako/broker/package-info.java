/// A real Kafka broker for the embedded system and the tests, in a JVM of its own.
@NullMarked
package dev.tako.broker;

import org.jspecify.annotations.NullMarked;
