package dev.tako.manifest;

import dev.tako.manifest.expression.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The environment variables of a step.
///
/// @param env variable to value, a template
/// @param secrets variable to the name of the secret whose value it gets
public record Variables(Map<String, String> env, Map<String, String> secrets) {

  public static final Variables NONE = new Variables(Map.of(), Map.of());

  public Variables {
    env = Values.copy(env);
    secrets = Values.copy(secrets);
  }

  /// A value that is the name of a declared secret stands for that secret.
  static Variables of(Map<String, String> environment, List<String> declared) {
    Map<String, String> env = new LinkedHashMap<>();
    Map<String, String> secrets = new LinkedHashMap<>();
    environment.forEach(
        (name, value) -> (declared.contains(value) ? secrets : env).put(name, value));
    return new Variables(env, secrets);
  }
}
