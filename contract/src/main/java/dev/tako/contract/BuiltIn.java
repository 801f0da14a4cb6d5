package dev.tako.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// A built-in that a runner carries out; its texts are templates, not rendered yet.
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "uses",
    visible = true,
    defaultImpl = BuiltIn.Other.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = BuiltIn.Checkout.class, name = BuiltIn.CHECKOUT),
  @JsonSubTypes.Type(value = BuiltIn.UpdateDependency.class, name = BuiltIn.UPDATE_DEPENDENCY)
})
public sealed interface BuiltIn {
  String CHECKOUT = "tako/checkout@v1";
  String UPDATE_DEPENDENCY = "tako/update-dependency@v1";

  /// The built-in's name as the manifest writes it.
  @JsonProperty("uses")
  String uses();

  /// Put a fresh checkout of another commit into the workspace.
  ///
  /// @param ref a branch, tag or commit
  record Checkout(String ref) implements BuiltIn {
    @Override
    public String uses() {
      return CHECKOUT;
    }
  }

  /// Set the version of a dependency wherever the workspace declares it.
  ///
  /// @param updateLockFiles whether the ecosystem's own tool brings the lock files up to date
  record UpdateDependency(String name, String version, boolean updateLockFiles) implements BuiltIn {
    @Override
    public String uses() {
      return UPDATE_DEPENDENCY;
    }
  }

  /// One that the reader does not know: a runner fails it, and never passes over it.
  record Other(@JsonProperty("uses") String uses) implements BuiltIn {}
}
