package dev.tako.manifest;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// When a workflow starts by itself: a cron expression of five fields (minute, hour, day of month,
/// month, day of week), in UTC. Where both kinds of day are named, either will do.
///
/// @param cron valid, its fields one space apart
public record Schedule(String cron) {
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /// @throws IllegalArgumentException if it is not a cron expression of five fields
  public Schedule {
    PARSER.parse(cron);
  }

  /// The first time after `instant`; empty when there is none.
  public Optional<Instant> next(Instant instant) {
    return times().nextExecution(utc(instant)).map(ZonedDateTime::toInstant);
  }

  /// The last time that is not after `instant`; empty when there is none.
  public Optional<Instant> latest(Instant instant) {
    ZonedDateTime next = utc(instant).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    return times().lastExecution(next).map(ZonedDateTime::toInstant);
  }

  private ExecutionTime times() {
    return ExecutionTime.forCron(PARSER.parse(cron));
  }

  private static ZonedDateTime utc(Instant instant) {
    return instant.atZone(ZoneOffset.UTC);
  }
}
