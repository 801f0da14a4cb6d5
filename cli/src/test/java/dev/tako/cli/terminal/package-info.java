@NullMarked
package dev.tako.cli.terminal;

import org.jspecify.annotations.NullMarked;
