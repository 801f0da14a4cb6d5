/// Commands as processes of this machine.
@NullMarked
package dev.tako.runner.process;

import org.jspecify.annotations.NullMarked;
