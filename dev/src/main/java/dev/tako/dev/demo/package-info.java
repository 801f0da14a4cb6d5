/// The demo: a release train through four repositories.
@NullMarked
package dev.tako.dev.demo;

import org.jspecify.annotations.NullMarked;
