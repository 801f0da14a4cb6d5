package dev.tako.manifest.expression;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values by name, where a name with hyphens can also be written with underscores and the other way
/// round.
final class NamedValues extends AbstractMap<String, Object> {

  private final Map<String, Object> values;

  NamedValues(Map<String, Object> values) {
    this.values = values;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String name && values.containsKey(spelling(name));
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return key instanceof String name ? values.get(spelling(name)) : null;
  }

  private String spelling(String name) {
    if (values.containsKey(name) || (name.indexOf('-') < 0 && name.indexOf('_') < 0)) {
      return name;
    }
    String wanted = name.replace('-', '_');
    return values.keySet().stream()
        .filter(key -> key.replace('-', '_').equals(wanted))
        .findFirst()
        .orElse(name);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return values.entrySet();
  }
}
