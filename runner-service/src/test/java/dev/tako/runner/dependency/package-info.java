@NullMarked
package dev.tako.runner.dependency;

import org.jspecify.annotations.NullMarked;
