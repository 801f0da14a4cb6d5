@NullMarked
package dev.tako.manifest;

import org.jspecify.annotations.NullMarked;
