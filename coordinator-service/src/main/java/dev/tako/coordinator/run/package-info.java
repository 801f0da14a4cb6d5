/// What happens next in a run: the pure core. No clock, no random, no IO.
@NullMarked
package dev.tako.coordinator.run;

import org.jspecify.annotations.NullMarked;
