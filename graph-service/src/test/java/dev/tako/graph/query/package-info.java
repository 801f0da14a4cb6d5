@NullMarked
package dev.tako.graph.query;

import org.jspecify.annotations.NullMarked;
