@NullMarked
package dev.tako.coordinator.run;

import org.jspecify.annotations.NullMarked;
