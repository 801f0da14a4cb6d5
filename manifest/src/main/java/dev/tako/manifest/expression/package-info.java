/// Conditions and filters of a manifest (CEL) and the values they are evaluated over.
@NullMarked
package dev.tako.manifest.expression;

import org.jspecify.annotations.NullMarked;
