package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names one execution of a run: `<run id>.<n>`, n counting from 1 in the order Tako created them;
/// the root is 1.
public record ExecutionId(@JsonValue String value) implements Comparable<ExecutionId> {
  private static final Pattern SHAPE = Pattern.compile("(exec-\\d{8}-\\d{6}-[0-9a-f]{8})\\.(\\d+)");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ExecutionId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected an execution id like exec-20261123-101500-0a1b2c3d.1, but found '"
              + value
              + "'.");
    }
  }

  public static ExecutionId of(RunId run, int number) {
    return new ExecutionId(run.value() + "." + number);
  }

  public RunId runId() {
    return new RunId(matcher().group(1));
  }

  public int number() {
    return Integer.parseInt(matcher().group(2));
  }

  private Matcher matcher() {
    Matcher matcher = SHAPE.matcher(value);
    matcher.matches();
    return matcher;
  }

  @Override
  public int compareTo(ExecutionId other) {
    int byRun = runId().value().compareTo(other.runId().value());
    return byRun != 0 ? byRun : Integer.compare(number(), other.number());
  }

  @Override
  public String toString() {
    return value;
  }
}
