package dev.tako.coordinator.http;

import dev.tako.contract.Plan.Refusal;

/// Ends a request with a [Problem].
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  private ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  static ProblemException badRequest(String detail) {
    return new ProblemException(Problem.of(400, "Bad request", detail));
  }

  static ProblemException unauthorized(String detail) {
    return new ProblemException(Problem.of(401, "Not authenticated", detail));
  }

  static ProblemException notFound(String detail) {
    return new ProblemException(Problem.of(404, "Not found", detail));
  }

  static ProblemException conflict(String detail) {
    return new ProblemException(Problem.of(409, "Not possible in this state", detail));
  }

  static ProblemException tooLarge(String detail) {
    return new ProblemException(Problem.of(413, "Too large", detail));
  }

  static ProblemException unsupported(String detail) {
    return new ProblemException(Problem.of(415, "Unsupported media type", detail));
  }

  static ProblemException tooLarge() {
    return new ProblemException(BodyLimit.PROBLEM);
  }

  static ProblemException unprocessable(String detail) {
    return new ProblemException(Problem.of(422, "Not acceptable as it stands", detail));
  }

  static ProblemException unavailable(String detail) {
    return new ProblemException(Problem.of(503, "Not available", detail));
  }

  /// Planning refused: 404 for a repository nobody knows, 422 for everything else.
  static ProblemException refused(Refusal refusal) {
    int status = refusal.status() == 404 ? 404 : 422;
    return new ProblemException(
        new Problem("about:blank", refusal.title(), status, refusal.detail(), refusal.problems()));
  }
}
