@NullMarked
package dev.tako.coordinator.kafka;

import org.jspecify.annotations.NullMarked;
