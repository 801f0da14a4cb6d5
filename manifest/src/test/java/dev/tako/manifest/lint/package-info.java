@NullMarked
package dev.tako.manifest.lint;

import org.jspecify.annotations.NullMarked;
