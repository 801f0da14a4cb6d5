/// The `tako` command: a thin client of the services' HTTP APIs.
@NullMarked
package dev.tako.cli;

import org.jspecify.annotations.NullMarked;
