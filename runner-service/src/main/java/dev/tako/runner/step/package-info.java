/// What a step is, how a job goes through its steps, and what is reported of them. Pure.
@NullMarked
package dev.tako.runner.step;

import org.jspecify.annotations.NullMarked;
