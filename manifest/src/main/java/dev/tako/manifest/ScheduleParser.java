package dev.tako.manifest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `schedule`: a cron expression or a list of them.
final class ScheduleParser {
  private static final String WHAT = "a cron expression such as \"0 3 * * *\"";
  private static final Pattern FIELD = Pattern.compile("\\S+");

  /// What a field is called, and what it may be.
  private static final List<String> FIELDS =
      List.of(
          "a minute from 0 to 59",
          "an hour from 0 to 23",
          "a day of the month from 1 to 31",
          "a month from 1 to 12 or JAN to DEC",
          "a day of the week from 0 (Sunday) to 7 or SUN to SAT");

  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private ScheduleParser() {}

  /// @param item the word `schedule` itself, or what stands under it
  static List<Schedule> read(Item item, boolean hasValue) {
    if (!hasValue) {
      item.error("'schedule' says no time", "write `{ schedule: \"0 3 * * *\" }`");
      return List.of();
    }
    if (item.isList() && item.items(WHAT).isEmpty()) {
      item.error("expected " + WHAT + ", found an empty list");
    }
    List<Schedule> schedules = new ArrayList<>();
    for (Item each : item.isList() ? item.items(WHAT) : List.of(item)) {
      String text = each.text(WHAT);
      Schedule schedule = text == null ? null : read(each, text);
      if (schedule != null && schedules.contains(schedule)) {
        each.error("'%s' stands twice".formatted(schedule.cron()));
      } else if (schedule != null) {
        schedules.add(schedule);
      }
    }
    return schedules;
  }

  private static @Nullable Schedule read(Item item, String text) {
    List<String> fields = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    Matcher matcher = FIELD.matcher(text);
    while (matcher.find()) {
      fields.add(matcher.group());
      columns.add(matcher.start() + 1);
    }
    if (fields.size() != FIELDS.size()) {
      item.error(
          "expected five fields (minute, hour, day of month, month, day of week), found "
              + (fields.size() == 1 ? item.found() : fields.size() + " in " + item.found()),
          hint(fields));
      return null;
    }
    boolean good = true;
    for (int i = 0; i < fields.size(); i++) {
      if (!isGood(fields.get(i), i)) {
        good = false;
        item.problems()
            .error(
                item.within(columns.get(i)),
                item.path(),
                "expected %s, found '%s'".formatted(FIELDS.get(i), fields.get(i)),
                "a field is *, 5, 1-5, 1,15 or */15");
      }
    }
    if (!good) {
      return null;
    }
    Schedule schedule = new Schedule(String.join(" ", fields));
    if (schedule.next(Instant.EPOCH).isEmpty()) {
      item.error("'%s' never comes: no such month has such a day".formatted(schedule.cron()));
      return null;
    }
    return schedule;
  }

  /// Whether the library takes the field among others that say nothing.
  private static boolean isGood(String field, int place) {
    List<String> alone = new ArrayList<>(List.of("*", "*", "*", "*", "*"));
    alone.set(place, field);
    try {
      return new Schedule(String.join(" ", alone)).cron().length() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable String hint(List<String> fields) {
    String nickname = fields.size() == 1 ? NICKNAMES.get(fields.getFirst()) : null;
    if (nickname != null) {
      return "write \"" + nickname + "\"";
    }
    return fields.size() == FIELDS.size() + 1 ? "there are no seconds and no years" : null;
  }
}
