@NullMarked
package dev.tako.coordinator.trigger;

import org.jspecify.annotations.NullMarked;
