/// The secrets a runner gives to steps, and how they are kept out of what is told of them. Pure.
@NullMarked
package dev.tako.runner.secret;

import org.jspecify.annotations.NullMarked;
