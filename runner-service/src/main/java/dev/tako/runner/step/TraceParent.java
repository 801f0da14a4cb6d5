package dev.tako.runner.step;

import dev.tako.contract.Job;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The W3C trace context of a step where its job came without one: all steps of a run are in one
/// trace, whichever runners they come to and however often.
final class TraceParent {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private TraceParent() {}

  static String of(Job.RunSteps job, String stepId) {
    return "00-%s-%s-01"
        .formatted(
            hex(job.runId().value(), TRACE_BYTES),
            hex(job.executionId().value() + "/" + stepId, SPAN_BYTES));
  }

  private static String hex(String text, int bytes) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
