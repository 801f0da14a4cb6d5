/// Talking to the services' HTTP APIs.
@NullMarked
package dev.tako.cli.http;

import org.jspecify.annotations.NullMarked;
