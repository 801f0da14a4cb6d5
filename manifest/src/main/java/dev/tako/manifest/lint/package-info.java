/// What is allowed in a manifest and seldom meant.
@NullMarked
package dev.tako.manifest.lint;

import org.jspecify.annotations.NullMarked;
