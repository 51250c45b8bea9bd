-- Tools for other agents (MCP): tokens that may call a shop's tools, dry runs that wait for their confirmation, and the
-- servers whose tools a shop uses itself.

create table tool_tokens (
  shop_id text not null references shops on delete cascade,
  token_id uuid not null,
  name text not null,
  token_hash bytea not null,
  scopes text[] not null,
  limits jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  -- Calls of the minute and changes of the day that were counted last.
  minute timestamptz,
  minute_calls int not null default 0,
  day date,
  day_changes int not null default 0,
  primary key (shop_id, token_id)
);
create unique index tool_tokens_by_hash on tool_tokens (shop_id, token_hash);

create table tool_confirmations (
  shop_id text not null references shops on delete cascade,
  confirmation_id uuid not null,
  token_id uuid not null,
  tool text not null,
  arguments_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  answer jsonb,
  primary key (shop_id, confirmation_id)
);

create table tool_servers (
  shop_id text not null references shops on delete cascade,
  server_id uuid not null,
  name text not null,
  url text not null,
  token_sealed bytea,
  allows_private boolean not null default false,
  created_at timestamptz not null,
  listed_at timestamptz,
  problem text,
  primary key (shop_id, server_id)
);

create table server_tools (
  shop_id text not null references shops on delete cascade,
  server_id uuid not null,
  name text not null,
  description text not null,
  parameters jsonb not null,
  -- Of description and parameters: a tool that has changed is off until it is approved anew.
  description_hash text not null,
  risk text not null check (risk in ('read', 'change', 'money')),
  is_approved boolean not null default false,
  -- Words of customers' questions that this tool answers, and what is handed to it.
  words jsonb not null default '[]',
  arguments jsonb not null default '{}',
  limits jsonb not null default '{}',
  minute timestamptz,
  minute_calls int not null default 0,
  primary key (shop_id, server_id, name)
);

do $$
declare
  name text;
begin
  foreach name in array array['tool_tokens', 'tool_confirmations', 'tool_servers', 'server_tools'] loop
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
