/// Kafka: triggers come in, what became of manifests goes out.
@NullMarked
package dev.tako.graph.kafka;

import org.jspecify.annotations.NullMarked;
