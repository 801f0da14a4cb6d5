/// What tests of several modules need: Kafka, PostgreSQL and Git repositories, all real.
@NullMarked
package dev.tako.testkit;

import org.jspecify.annotations.NullMarked;
