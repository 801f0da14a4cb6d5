package dev.tako.runner.secret;

import dev.tako.contract.Job;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The secrets of one job: each is read once, when it is first needed, and is masked in everything
/// that is told of the job, also in what a step says that was not given it.
public final class JobSecrets {
  private final SecretFolder folder;
  private final Job.RunSteps job;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, SecretException> problems = new HashMap<>();
  private @Nullable Masking masking;

  public JobSecrets(SecretFolder folder, Job.RunSteps job) {
    this.folder = folder;
    this.job = job;
  }

  /// @param secrets variable to the name of a secret
  /// @return variable to value
  /// @throws SecretException if one of them cannot be had
  public Map<String, String> values(Map<String, String> secrets) throws SecretException {
    masking();
    Map<String, String> variables = new HashMap<>();
    for (Map.Entry<String, String> variable : secrets.entrySet()) {
      SecretException problem = problems.get(variable.getValue());
      String value = values.get(variable.getValue());
      if (problem != null) {
        throw problem;
      }
      if (value != null) {
        variables.put(variable.getKey(), value);
      }
    }
    return variables;
  }

  /// Hides the values of all secrets of the job's workflow.
  public Masking masking() {
    if (masking == null) {
      Set<String> names = new LinkedHashSet<>(job.secrets());
      job.steps().forEach(step -> names.addAll(step.secrets().values()));
      for (String name : names) {
        try {
          values.put(name, folder.value(job.repo(), name));
        } catch (SecretException e) {
          problems.put(name, e);
        }
      }
      masking = Masking.of(values.values());
    }
    return masking;
  }
}
