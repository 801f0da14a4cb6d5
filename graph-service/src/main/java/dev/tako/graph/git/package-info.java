/// Git with JGit: bare mirrors of the registered repositories, and what stands in their commits.
@NullMarked
package dev.tako.graph.git;

import org.jspecify.annotations.NullMarked;
