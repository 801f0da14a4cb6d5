@NullMarked
package dev.tako.coordinator;

import org.jspecify.annotations.NullMarked;
