-- Incident mode: a question that many ask at once, its one approved answer, and the conversations in which it was asked.

create table incidents (
  shop_id text not null references shops on delete cascade,
  incident_id uuid not null,
  -- Intent and subject, or a likeness of its own.
  key text not null,
  intent text not null,
  subject text not null default '',
  found_at timestamptz not null,
  -- Until then it counts as asked more often than usual; every process that sees it so moves it on.
  hot_until timestamptz not null,
  per_minute double precision not null,
  usual_per_minute double precision not null,
  -- Numbers that tell likeness; no text can be made of them.
  grams jsonb not null default '[]',
  answer jsonb,
  answered_by text,
  answered_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  primary key (shop_id, incident_id)
);
create unique index incidents_open on incidents (shop_id, key) where ended_at is null;

create table incident_conversations (
  shop_id text not null,
  incident_id uuid not null,
  conversation_id uuid not null,
  asked_seq bigint not null,
  told_seq bigint,
  primary key (shop_id, incident_id, conversation_id),
  foreign key (shop_id, incident_id) references incidents on delete cascade,
  foreign key (shop_id, conversation_id) references conversations on delete cascade
);
create index incident_conversations_by_conversation on incident_conversations (shop_id, conversation_id);

do $$
declare
  name text;
begin
  foreach name in array array['incidents', 'incident_conversations'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_shop on %I using (shop_id = current_setting(''app.shop_id'', true)) with check (shop_id = current_setting(''app.shop_id'', true))',
      name
    );
    execute format('grant select, insert, update, delete on %I to peakdesk_app', name);
  end loop;
end
$$;
