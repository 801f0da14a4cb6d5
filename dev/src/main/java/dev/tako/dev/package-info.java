/// The embedded system: Kafka, PostgreSQL and the services as child processes, for `./tako`, the
/// demo and the tests.
@NullMarked
package dev.tako.dev;

import org.jspecify.annotations.NullMarked;
