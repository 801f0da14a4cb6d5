@NullMarked
package dev.tako.graph.http;

import org.jspecify.annotations.NullMarked;
