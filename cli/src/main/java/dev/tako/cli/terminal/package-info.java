/// What the user sees: tables, the tree of a run, and how it updates in place.
@NullMarked
package dev.tako.cli.terminal;

import org.jspecify.annotations.NullMarked;
