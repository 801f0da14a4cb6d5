/// Chains that lead back to where they began, and which manifests may not come into force for that
/// reason.
@NullMarked
package dev.tako.graph.cycle;

import org.jspecify.annotations.NullMarked;
