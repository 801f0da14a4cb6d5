/// Tests.
@NullMarked
package dev.tako.graph;

import org.jspecify.annotations.NullMarked;
