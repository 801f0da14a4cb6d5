@NullMarked
package dev.tako.manifest.expression;

import org.jspecify.annotations.NullMarked;
