/// An organisation of many repositories, generated as real Git repositories, and what the graph
/// service needs to index it, keep it and plan over it.
@NullMarked
package dev.tako.benchmarks.organisation;

import org.jspecify.annotations.NullMarked;
