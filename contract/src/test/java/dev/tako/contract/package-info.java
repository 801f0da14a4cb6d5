/// Tests of what crosses a wire.
@NullMarked
package dev.tako.contract;

import org.jspecify.annotations.NullMarked;
