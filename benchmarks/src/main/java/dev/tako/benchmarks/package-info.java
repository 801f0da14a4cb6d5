/// What Tako does in a second, next to what the machine can do: every figure stands beside a floor
/// taken in the same call.
@NullMarked
package dev.tako.benchmarks;

import org.jspecify.annotations.NullMarked;
