-- Plans name manifests by the digest of their text; whoever lacks one asks for it, perhaps when a push has replaced it.
alter table manifest add column digest text;          -- hex SHA-256 of source
update manifest set digest = encode(sha256(convert_to(source, 'UTF8')), 'hex');
alter table manifest alter column digest set not null;
create index manifest_by_digest on manifest (digest);
