package dev.tako.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `on`: a word, a list of words and maps, or a map.
final class OnParser {

  static final List<String> TRIGGERS = List.of("exec", "push", "schedule");
  static final List<String> PUSH = List.of("branches", "tags", "paths");
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "manual", "write `exec`",
          "workflow_dispatch", "write `exec`",
          "tag", "write `push: { tags: [\"v*\"] }`",
          "event", "what reacts to events stands under `subscriptions`",
          "cron", "write `schedule`");

  private OnParser() {}

  static On read(Item item) {
    Map<String, Item> triggers = new LinkedHashMap<>();
    if (item.isList()) {
      item.items("a list").forEach(each -> add(each, triggers));
    } else {
      add(item, triggers);
    }
    Push push = null;
    Item pushed = triggers.get("push");
    if (pushed != null) {
      push = push(pushed);
    }
    Item schedule = triggers.get("schedule");
    List<Schedule> schedules =
        schedule == null ? List.of() : ScheduleParser.read(schedule, !isWord(schedule, "schedule"));
    return new On(triggers.containsKey("exec"), push, schedules);
  }

  private static void add(Item item, Map<String, Item> triggers) {
    if (item.isMap()) {
      item.entries("a map").forEach((name, value) -> add(name, value, triggers));
      return;
    }
    String name = item.text("one of " + String.join(", ", TRIGGERS));
    if (name != null) {
      add(name, item, triggers);
    }
  }

  private static void add(String name, Item item, Map<String, Item> triggers) {
    if (!TRIGGERS.contains(name)) {
      String better = ELSEWHERE.get(name);
      item.error(
          "unknown trigger '" + name + "'", better == null ? Nearest.hint(name, TRIGGERS) : better);
    } else if (triggers.putIfAbsent(name, item) != null) {
      item.error(
          "'" + name + "' stands twice",
          name.equals("schedule") ? "write one `schedule:` with a list of expressions" : null);
      if (name.equals("schedule") && !isWord(item, name)) {
        ScheduleParser.read(item, true);
      } else if (name.equals("push")) {
        push(item);
      }
    }
  }

  private static boolean isWord(Item item, String word) {
    return item.isText() && word.equals(item.text("a text"));
  }

  /// @param item the word itself, or what stands under it
  private static Push push(Item item) {
    if (isWord(item, "push")) {
      return new Push(List.of(), List.of(), List.of());
    }
    Fields fields = item.fields("a map with branches, tags or paths", PUSH);
    return new Push(fields.texts("branches"), fields.texts("tags"), fields.texts("paths"));
  }
}
