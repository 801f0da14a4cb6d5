package dev.tako.graph.walk;

import dev.tako.manifest.Dependent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A dependent that the plan's workflow travels to.
///
/// @param index of the entry in the manifest of `from`
public record DependentEdge(Execution from, Execution to, int index)
    implements Walk.Edge<Execution> {
  public Dependent dependent() {
    return from.stop().linked().dependent(index);
  }

  /// The inputs it says to give; null: those of `from`.
  public @Nullable Map<String, Object> mapping() {
    return dependent().inputs();
  }

  public String path() {
    return "dependents[" + index + "]";
  }
}
