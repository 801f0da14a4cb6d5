@NullMarked
package dev.tako.contract;

import org.jspecify.annotations.NullMarked;
