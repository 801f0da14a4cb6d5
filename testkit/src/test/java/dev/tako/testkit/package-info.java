@NullMarked
package dev.tako.testkit;

import org.jspecify.annotations.NullMarked;
