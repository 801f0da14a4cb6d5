@NullMarked
package dev.tako.coordinator.postgres;

import org.jspecify.annotations.NullMarked;
