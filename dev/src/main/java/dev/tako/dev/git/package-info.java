/// Git repositories that the demo and the tests make up.
@NullMarked
package dev.tako.dev.git;

import org.jspecify.annotations.NullMarked;
