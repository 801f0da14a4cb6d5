@NullMarked
package dev.tako.graph.plan;

import org.jspecify.annotations.NullMarked;
