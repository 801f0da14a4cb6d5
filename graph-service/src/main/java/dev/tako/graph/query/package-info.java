/// What else is asked of a graph: impact, edges that lead nowhere, drawings, the order, and what a
/// changed manifest would break.
@NullMarked
package dev.tako.graph.query;

import org.jspecify.annotations.NullMarked;
