package dev.tako.cli.report;

import dev.tako.manifest.Problem;
import dev.tako.manifest.Severity;
import java.util.List;

/// What was found in some manifests.
public record Report(List<Checked> files) {

  /// Something wrong or doubtful in a file.
  ///
  /// @param rule the id of the lint rule, or [#INVALID]
  public record Found(String rule, Problem problem) {}

  /// A file and what was found in it.
  public record Checked(String file, String content, List<Found> found) {
    public Checked {
      found = List.copyOf(found);
    }

    public boolean isValid() {
      return found.stream().noneMatch(f -> f.problem().severity() == Severity.ERROR);
    }
  }

  /// The rule of every problem that makes a manifest unusable.
  public static final String INVALID = "invalid-manifest";

  public Report {
    files = List.copyOf(files);
  }

  public boolean isValid() {
    return files.stream().allMatch(Checked::isValid);
  }

  public boolean isClean() {
    return files.stream().allMatch(file -> file.found().isEmpty());
  }
}
