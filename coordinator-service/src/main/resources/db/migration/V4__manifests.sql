-- The texts of the manifests that plans name, by digest; each once, however many plans name it. Never changed.
create table manifest (
  digest text primary key,                  -- hex SHA-256 of source, in UTF-8
  source text not null
);
