package dev.tako.graph.http;

import dev.tako.contract.Plan;
import java.util.List;

/// Ends a request with a problem+json answer.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Plan.Refusal refusal;

  RefusedException(Plan.Refusal refusal) {
    super(refusal.detail());
    this.refusal = refusal;
  }

  static RefusedException badRequest(String detail) {
    return new RefusedException(new Plan.Refusal("Bad request", 400, detail, List.of()));
  }

  Plan.Refusal refusal() {
    return refusal;
  }
}
