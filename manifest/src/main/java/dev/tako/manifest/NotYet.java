package dev.tako.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keys of the language that cannot be carried out yet: their shape is checked, and each use is
/// noted.
final class NotYet {

  /// The keys of a step.
  static final List<String> OF_A_STEP =
      List.of(
          "long_running",
          "network",
          "capabilities",
          "security_profile",
          "volumes",
          "cache_key_files",
          "resources");

  /// The keys under `with` of each built-in.
  static final Map<String, List<String>> BUILT_INS =
      Map.of(
          "tako/checkout@v1", List.of("ref", "path", "depth", "submodules", "repo"),
          "tako/update-dependency@v1",
              List.of("name", "version", "update_lock_files", "path", "ecosystem"),
          "tako/create-pull-request@v1",
              List.of(
                  "title", "body", "base", "head", "wait_for", "labels", "draft", "commit_message"),
          "tako/poll@v1",
              List.of(
                  "target",
                  "step_id",
                  "timeout",
                  "interval",
                  "success_on_exit_code",
                  "url",
                  "path"));

  static final List<String> VOLUME = List.of("source", "destination", "read_only");
  static final List<String> RESOURCES = List.of("cpu_limit", "mem_limit", "disk_limit");

  private static final List<String> PROFILES = List.of("strict", "moderate", "minimal");
  private static final List<String> NETWORKS = List.of("none", "default");

  private NotYet() {}

  static void read(Fields step) {
    if (step.flag("long_running", false)) {
      step.notSupportedYet(List.of("long_running"));
    }
    step.read("network", item -> oneOf(item, NETWORKS));
    if (!"default".equals(step.read("network", i -> i.isText() ? i.text("a text") : null))) {
      step.notSupportedYet(List.of("network"));
    }
    step.read("security_profile", item -> oneOf(item, PROFILES));
    step.texts("capabilities");
    step.read(
        "cache_key_files",
        item -> item.isList() ? item.texts("a list", "a glob") : item.text("a glob"));
    for (Item volume : step.list("volumes")) {
      Fields fields = volume.fields("a map with source and destination", VOLUME);
      if (!volume.isMapNotNothing("a map with source and destination")) {
        continue;
      }
      fields.required("source");
      fields.required("destination");
      fields.flag("read_only", false);
    }
    step.notSupportedYet(List.of("security_profile", "capabilities", "volumes", "cache_key_files"));
    step.read("resources", NotYet::resources);
  }

  static @Nullable Object resources(Item item) {
    Fields fields = item.fields("a map with limits", RESOURCES);
    fields.text("cpu_limit");
    fields.text("mem_limit");
    fields.text("disk_limit");
    item.notSupportedYet("resources");
    return null;
  }

  private static @Nullable Object oneOf(Item item, List<String> words) {
    String word = item.text("one of " + String.join(", ", words));
    if (word != null && !words.contains(word)) {
      item.error(
          "expected one of " + String.join(", ", words) + ", found " + item.found(),
          Nearest.question(word, words));
    }
    return null;
  }
}
