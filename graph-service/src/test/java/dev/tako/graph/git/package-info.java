/// Tests.
@NullMarked
package dev.tako.graph.git;

import org.jspecify.annotations.NullMarked;
