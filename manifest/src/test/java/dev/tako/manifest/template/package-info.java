@NullMarked
package dev.tako.manifest.template;

import org.jspecify.annotations.NullMarked;
