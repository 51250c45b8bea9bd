-- Tables that somebody has uploaded into a shop that Peakdesk hosts: kept, sealed, until they are written or given up.

create table table_imports (
  shop_id text not null references shops on delete cascade,
  import_id uuid not null,
  file_name text not null,
  -- Names and phones of customers stand in it; null as soon as it is written.
  content_sealed bytea,
  state text not null default 'uploaded' check (state in ('uploaded', 'waiting', 'running', 'done', 'refused', 'failed')),
  -- How the columns are taken: kind of the table, and column → field.
  choice jsonb not null default '{}',
  progress jsonb,
  report jsonb,
  created_by text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (shop_id, import_id)
);
create index table_imports_by_time on table_imports (shop_id, created_at desc);

do $$
begin
  alter table table_imports enable row level security;
  alter table table_imports force row level security;
  create policy own_shop on table_imports
    using (shop_id = current_setting('app.shop_id', true)) with check (shop_id = current_setting('app.shop_id', true));
  grant select, insert, update, delete on table_imports to peakdesk_app;
end
$$;
