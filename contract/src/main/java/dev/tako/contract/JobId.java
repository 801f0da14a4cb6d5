package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one job: `<execution id>.j<n>`, n counting the execution's jobs from 1. A job given to
/// another runner keeps its id and gets the next epoch.
public record JobId(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public JobId {
    if (value.indexOf(".j") < 0) {
      throw new IllegalArgumentException(
          "Expected a job id like exec-20261123-101500-0a1b2c3d.1.j1, but found '" + value + "'.");
    }
  }

  public static JobId of(ExecutionId execution, int number) {
    return new JobId(execution.value() + ".j" + number);
  }

  @Override
  public String toString() {
    return value;
  }
}
