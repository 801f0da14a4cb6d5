@NullMarked
package dev.tako.coordinator.http;

import org.jspecify.annotations.NullMarked;
