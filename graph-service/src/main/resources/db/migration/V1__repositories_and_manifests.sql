-- The graph service's own schema. Everything in memory is loaded from here at start.

create table repository (
  name           text        primary key,          -- owner/repo
  url            text        not null,
  default_branch text,                             -- null until the origin was reached once
  problem        text,                             -- why it could not be reached the last time
  registered_at  timestamptz not null,
  updated_at     timestamptz not null
);

-- One row per manifest that was valid; at most one per branch is in force.
create table manifest (
  repository text        not null references repository (name) on delete cascade,
  branch     text        not null,
  commit     text        not null,
  source     text        not null,
  in_force   boolean     not null,
  indexed_at timestamptz not null,
  primary key (repository, branch, commit)
);

create unique index manifest_in_force on manifest (repository, branch) where in_force;

-- Why the newest commit of a branch has no valid manifest; gone when a later one has.
create table rejection (
  repository  text        not null references repository (name) on delete cascade,
  branch      text        not null,
  commit      text        not null,
  reason      text        not null,
  problems    jsonb       not null,
  rejected_at timestamptz not null,
  primary key (repository, branch)
);

-- Where repositories are looked for that nobody registered by hand.
create table base (
  pattern  text        primary key,
  added_at timestamptz not null
);
