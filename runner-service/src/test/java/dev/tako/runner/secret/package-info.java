@NullMarked
package dev.tako.runner.secret;

import org.jspecify.annotations.NullMarked;
