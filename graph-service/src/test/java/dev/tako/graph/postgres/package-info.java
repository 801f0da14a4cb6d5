/// Tests.
@NullMarked
package dev.tako.graph.postgres;

import org.jspecify.annotations.NullMarked;
