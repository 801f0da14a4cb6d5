/// Several services, real Kafka, real PostgreSQL, real Git: a push becomes a finished train.
@NullMarked
package dev.tako.systemtest;

import org.jspecify.annotations.NullMarked;
