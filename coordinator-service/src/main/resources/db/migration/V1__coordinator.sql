-- Everything the coordinator remembers. One row per run, per execution and per step; a plan once per content hash.

create table plan (
  hash       text primary key,
  body       bytea not null,
  created_at timestamptz not null default now()
);

create table run (
  id           text primary key,
  partition    int not null,
  version      bigint not null,             -- refuses a writer that lost its partition
  repo         text not null,
  workflow     text not null,
  status       text not null,
  phase        text not null,
  reason       text,
  requested_by text not null,
  plan_hash    text,
  state        json not null,               -- the run without its executions
  started_at   timestamptz not null,
  ended_at     timestamptz
);
create index run_by_time on run (started_at desc);
create index run_by_repo on run (repo, started_at desc);
create index run_by_status on run (status, started_at desc);

create table execution (
  run_id   text not null,
  number   int not null,
  repo     text not null,
  workflow text not null,
  status   text not null,
  state    json not null,                   -- the execution without its steps
  primary key (run_id, number)
);

create table step (
  run_id    text not null,
  execution int not null,
  position  int not null,
  id        text not null,
  status    text not null,
  state     json not null,
  primary key (run_id, execution, position)
);

create table event (
  run_id     text not null,
  id         text not null,
  position   bigint generated always as identity,
  body       json not null,
  considered json not null,                 -- every subscription held against it: why, or why not
  primary key (run_id, id)
);

create table timer (
  run_id    text not null,
  name      text not null,
  partition int not null,
  due       timestamptz not null,
  primary key (run_id, name)
);
create index timer_by_partition on timer (partition);

-- How far each partition was processed; written in the transaction of what came of it, so nothing is processed twice.
create table inbox (
  topic_id    text not null,
  partition   int not null,
  next_offset bigint not null,
  primary key (topic_id, partition)
);

-- What is to be published; a row goes when the broker has it.
create table outbox (
  id        bigint primary key,
  partition int not null,
  topic     text not null,
  key       text not null,
  event_id  text not null,
  type      text not null,
  at        timestamptz not null,
  body      bytea not null
);
create sequence outbox_ids increment by 1000;
create index outbox_by_partition on outbox (partition, id);

-- One run per delivery: which run an idempotency key has become.
create table delivery (
  key    text primary key,
  run_id text not null,
  at     timestamptz not null default now()
);

-- What became of each trigger from outside.
create table trigger_outcome (
  delivery_id text primary key,
  repo        text not null,
  ref         text not null,
  commit      text,
  outcome     text not null,                -- started, ignored, rejected, refused, nothing
  reason      text,
  problems    json not null,
  runs        json not null,
  received_at timestamptz not null
);
create index trigger_outcome_by_time on trigger_outcome (received_at desc);

create table log_chunk (
  run_id       text not null,
  execution_id text not null,
  step_id      text not null,
  epoch        int not null,
  sequence     int not null,
  body         text not null,
  at           timestamptz not null,
  primary key (execution_id, step_id, epoch, sequence)
);
create index log_chunk_by_run on log_chunk (run_id);
