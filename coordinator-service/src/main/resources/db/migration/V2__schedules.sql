-- What starts by the clock: everything that the manifests in force on default branches schedule.
create table schedule (
  repo      text not null,                  -- owner/repo
  workflow  text not null,
  cron      text not null,
  partition int not null,                   -- of the repository's manifest messages; its owner fires
  next_at   timestamptz not null,
  last_at   timestamptz,                    -- the time that was fired last, and the run it became
  last_run  text,
  primary key (repo, workflow, cron)
);
create index schedule_by_partition on schedule (partition);
create index schedule_by_time on schedule (next_at);
