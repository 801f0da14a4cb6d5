/// Where an execution lives on disk, and what may be read from there. Pure.
@NullMarked
package dev.tako.runner.workspace;

import org.jspecify.annotations.NullMarked;
