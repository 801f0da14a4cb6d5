/// The API, the webhooks and the stream of changes; and the way to the graph service.
@NullMarked
package dev.tako.coordinator.http;

import org.jspecify.annotations.NullMarked;
