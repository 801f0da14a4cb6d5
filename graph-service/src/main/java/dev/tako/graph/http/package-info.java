/// HTTP: repositories, plans and queries; every refusal is problem+json (RFC 9457).
@NullMarked
package dev.tako.graph.http;

import org.jspecify.annotations.NullMarked;
