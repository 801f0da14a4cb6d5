-- How often the report behind an event came again and was ignored: counted, not listed, so that no flood of them fills a disk.
alter table event
  add column repeats       int not null default 0,
  add column repeated_at   timestamptz,
  add column repeated_why  text;
