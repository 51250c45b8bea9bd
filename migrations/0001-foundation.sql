-- Foundation: every row belongs to a shop, every key begins with shop_id, row-level security is forced on every table of a shop.
-- `app.shop_id` is set for each transaction; `app.scope = 'scheduler'` only lets a worker see which shop has work to do.

create table shops (
  shop_id text primary key,
  name jsonb not null,
  platform text not null,
  language text not null default 'zh-CN',
  time_zone text not null default 'Asia/Shanghai',
  currency text not null default 'CNY',
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);

create table shop_keys (
  shop_id text not null references shops on delete cascade,
  key_version int not null,
  wrapped_key bytea not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, key_version)
);

-- Customers --------------------------------------------------------------------------------------------------------

create table customers (
  shop_id text not null references shops on delete cascade,
  customer_id uuid not null,
  display_name text not null default '',
  contact_sealed bytea,
  email_hash bytea,
  phone_hash bytea,
  store_customer_id text,
  language text not null default 'zh-CN',
  profile jsonb not null default '{}',
  consent jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (shop_id, customer_id)
);
create index customers_by_store_customer on customers (shop_id, store_customer_id) where store_customer_id is not null;
create index customers_by_email on customers (shop_id, email_hash) where email_hash is not null;
create index customers_by_phone on customers (shop_id, phone_hash) where phone_hash is not null;

create table customer_identities (
  shop_id text not null,
  channel_id text not null,
  source_id text not null,
  customer_id uuid not null,
  is_verified boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (shop_id, channel_id, source_id),
  foreign key (shop_id, customer_id) references customers on delete cascade
);

create table widget_sessions (
  shop_id text not null references shops on delete cascade,
  session_id uuid not null,
  token_hash bytea not null,
  customer_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (shop_id, session_id),
  unique (shop_id, token_hash),
  foreign key (shop_id, customer_id) references customers on delete cascade
);

-- Conversations ----------------------------------------------------------------------------------------------------

create table conversations (
  shop_id text not null references shops on delete cascade,
  conversation_id uuid not null,
  customer_id uuid not null,
  channel_id text not null,
  status text not null default 'open' check (status in ('open', 'waiting', 'closed')),
  handler text not null default 'ai' check (handler in ('ai', 'queue', 'agent')),
  staff_id uuid,
  version bigint not null default 1,
  last_seq bigint not null default 0,
  language text not null default 'zh-CN',
  emotion text not null default 'neutral',
  intensity int not null default 0,
  subject text not null default '',
  tags text[] not null default '{}',
  dialogue_state jsonb not null default '{}',
  last_message_text text not null default '',
  last_message_at timestamptz not null default now(),
  waiting_since timestamptz,
  first_reply_at timestamptz,
  customer_read_seq bigint not null default 0,
  customer_delivered_seq bigint not null default 0,
  agent_read_seq bigint not null default 0,
  rating int,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (shop_id, conversation_id),
  foreign key (shop_id, customer_id) references customers on delete cascade,
  check ((handler = 'agent') = (staff_id is not null))
);
create index conversations_by_customer on conversations (shop_id, customer_id, created_at desc);
create index conversations_open on conversations (shop_id, handler, last_message_at desc) where status <> 'closed';
create index conversations_by_staff on conversations (shop_id, staff_id) where status <> 'closed' and staff_id is not null;
create index conversations_recent on conversations (shop_id, last_message_at desc);

create table messages (
  shop_id text not null,
  conversation_id uuid not null,
  seq bigint not null,
  message_id uuid not null,
  channel_id text not null,
  author_kind text not null check (author_kind in ('customer', 'ai', 'agent', 'system')),
  author_id text,
  author_name text,
  content jsonb not null,
  is_private boolean not null default false,
  client_id text,
  source_id text,
  delivery text not null default 'stored',
  turn_id uuid,
  created_at timestamptz not null default now(),
  primary key (shop_id, conversation_id, seq),
  foreign key (shop_id, conversation_id) references conversations on delete cascade
);
create unique index messages_by_source on messages (shop_id, channel_id, source_id) where source_id is not null;
create unique index messages_by_client on messages (shop_id, conversation_id, client_id) where client_id is not null;

create table files (
  shop_id text not null references shops on delete cascade,
  file_id uuid not null,
  conversation_id uuid,
  name text not null,
  content_type text not null,
  bytes int not null,
  width int not null default 0,
  height int not null default 0,
  created_at timestamptz not null default now(),
  primary key (shop_id, file_id)
);

create table drafts (
  shop_id text not null,
  conversation_id uuid not null,
  staff_id uuid not null,
  text text not null,
  updated_at timestamptz not null default now(),
  primary key (shop_id, conversation_id, staff_id),
  foreign key (shop_id, conversation_id) references conversations on delete cascade
);

-- The turn ledger: one row for each conversation with unanswered customer messages -----------------------------------

create table turns_due (
  shop_id text not null,
  conversation_id uuid not null,
  due_at timestamptz not null,
  first_seq bigint not null,
  lease_until timestamptz,
  lease_owner text,
  attempts int not null default 0,
  primary key (shop_id, conversation_id),
  foreign key (shop_id, conversation_id) references conversations on delete cascade
);
create index turns_due_by_time on turns_due (due_at);

create table turn_traces (
  shop_id text not null,
  turn_id uuid not null,
  conversation_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null,
  trace jsonb not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, turn_id),
  foreign key (shop_id, conversation_id) references conversations on delete cascade
);
create index turn_traces_by_conversation on turn_traces (shop_id, conversation_id, created_at);

-- Work to do -------------------------------------------------------------------------------------------------------

create table outbox (
  shop_id text not null references shops on delete cascade,
  outbox_id bigint generated always as identity,
  type text not null,
  conversation_id uuid,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  published_at timestamptz,
  primary key (shop_id, outbox_id)
);
create index outbox_unpublished on outbox (shop_id, outbox_id) where published_at is null;
create index outbox_published on outbox using brin (published_at) with (autosummarize = on);

create table jobs (
  shop_id text not null references shops on delete cascade,
  job_id uuid not null,
  name text not null,
  payload jsonb not null,
  run_at timestamptz not null,
  lease_until timestamptz,
  lease_owner text,
  attempts int not null default 0,
  max_attempts int not null default 8,
  unique_key text,
  last_error text,
  done_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (shop_id, job_id)
);
create unique index jobs_by_unique_key on jobs (shop_id, unique_key) where unique_key is not null and done_at is null;
create index jobs_to_run on jobs (run_at) where done_at is null;

-- One row for each foreign side effect: at least once in execution, exactly once in effect -----------------------------

create table side_effects (
  shop_id text not null references shops on delete cascade,
  idempotency_key text not null,
  action text not null,
  request_hash text not null,
  actor jsonb not null,
  outcome jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (shop_id, idempotency_key)
);

create table api_idempotency (
  shop_id text not null references shops on delete cascade,
  idempotency_key text not null,
  actor_id text not null,
  request_hash text not null,
  status int,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (shop_id, actor_id, idempotency_key)
);

-- Staff ------------------------------------------------------------------------------------------------------------

create table staff (
  shop_id text not null references shops on delete cascade,
  staff_id uuid not null,
  email text not null,
  name text not null,
  role text not null check (role in ('owner', 'supervisor', 'agent', 'trainer', 'analyst')),
  password_hash text,
  totp_sealed bytea,
  totp_enabled_at timestamptz,
  languages text[] not null default '{zh-CN}',
  capacity int not null default 8,
  presence text not null default 'offline' check (presence in ('online', 'away', 'offline')),
  presence_at timestamptz not null default now(),
  last_assigned_at timestamptz,
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (shop_id, staff_id),
  unique (shop_id, email)
);

create table staff_sessions (
  shop_id text not null,
  session_id uuid not null,
  staff_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  user_agent text not null default '',
  primary key (shop_id, session_id),
  unique (shop_id, token_hash),
  foreign key (shop_id, staff_id) references staff on delete cascade
);

create table staff_invitations (
  shop_id text not null references shops on delete cascade,
  invitation_id uuid not null,
  email text not null,
  role text not null,
  token_hash bytea not null,
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  primary key (shop_id, invitation_id),
  unique (shop_id, token_hash)
);

create table audit_events (
  shop_id text not null references shops on delete cascade,
  audit_id bigint generated always as identity,
  actor jsonb not null,
  action text not null,
  target text not null,
  details jsonb not null default '{}',
  previous_hash bytea,
  hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, audit_id)
);

-- Routing ----------------------------------------------------------------------------------------------------------

create table skill_groups (
  shop_id text not null references shops on delete cascade,
  group_id text not null,
  name jsonb not null,
  primary key (shop_id, group_id)
);

create table staff_skills (
  shop_id text not null,
  staff_id uuid not null,
  group_id text not null,
  level int not null default 1,
  primary key (shop_id, staff_id, group_id),
  foreign key (shop_id, staff_id) references staff on delete cascade,
  foreign key (shop_id, group_id) references skill_groups on delete cascade
);

create table queue_entries (
  shop_id text not null,
  entry_id uuid not null,
  conversation_id uuid not null,
  group_id text not null,
  status text not null default 'waiting' check (status in ('waiting', 'assigned', 'left')),
  priority int not null default 5,
  reason text not null,
  summary jsonb not null,
  language text not null default 'zh-CN',
  wanted_staff_id uuid,
  queued_at timestamptz not null default now(),
  assigned_at timestamptz,
  assigned_to uuid,
  assignment_reason text,
  told_position int,
  told_wait_seconds int,
  primary key (shop_id, entry_id),
  foreign key (shop_id, conversation_id) references conversations on delete cascade
);
create unique index queue_entries_one_waiting on queue_entries (shop_id, conversation_id) where status = 'waiting';
create index queue_entries_waiting on queue_entries (shop_id, priority, queued_at) where status = 'waiting';
create index queue_entries_by_conversation on queue_entries (shop_id, conversation_id, queued_at desc);

-- Tickets ----------------------------------------------------------------------------------------------------------

create table tickets (
  shop_id text not null,
  ticket_id uuid not null,
  number bigint generated always as identity,
  conversation_id uuid,
  customer_id uuid,
  kind text not null,
  title text not null,
  details jsonb not null default '{}',
  order_id text,
  status text not null default 'open' check (status in ('open', 'done')),
  due_at timestamptz,
  unique_key text,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  done_by uuid,
  primary key (shop_id, ticket_id)
);
create unique index tickets_by_unique_key on tickets (shop_id, unique_key) where unique_key is not null;
create index tickets_open on tickets (shop_id, created_at) where status = 'open';

-- Commerce: the shop's own records where Peakdesk hosts them (demo shop, imported shops) -------------------------------

create table store_customers (
  shop_id text not null references shops on delete cascade,
  store_customer_id text not null,
  document jsonb not null,
  sealed bytea,
  email_hash bytea,
  phone_hash bytea,
  name_zip_hash bytea,
  version bigint not null default 1,
  primary key (shop_id, store_customer_id)
);
create index store_customers_by_email on store_customers (shop_id, email_hash) where email_hash is not null;
create index store_customers_by_phone on store_customers (shop_id, phone_hash) where phone_hash is not null;
create index store_customers_by_name_zip on store_customers (shop_id, name_zip_hash) where name_zip_hash is not null;

create table store_products (
  shop_id text not null references shops on delete cascade,
  product_id text not null,
  document jsonb not null,
  version bigint not null default 1,
  primary key (shop_id, product_id)
);

create table store_orders (
  shop_id text not null references shops on delete cascade,
  order_id text not null,
  store_customer_id text not null,
  status text not null,
  placed_at timestamptz,
  document jsonb not null,
  sealed bytea,
  version bigint not null default 1,
  primary key (shop_id, order_id)
);
create index store_orders_by_customer on store_orders (shop_id, store_customer_id, placed_at desc);
create index store_orders_by_status on store_orders (shop_id, status);

create table store_cases (
  shop_id text not null references shops on delete cascade,
  case_id text not null,
  order_id text not null,
  store_customer_id text not null,
  kind text not null,
  state text not null,
  document jsonb not null,
  deadline timestamptz,
  created_at timestamptz not null default now(),
  version bigint not null default 1,
  primary key (shop_id, case_id)
);
create index store_cases_by_customer on store_cases (shop_id, store_customer_id, created_at desc);
create index store_cases_by_order on store_cases (shop_id, order_id);

-- Knowledge --------------------------------------------------------------------------------------------------------

create table knowledge_items (
  shop_id text not null references shops on delete cascade,
  item_id text not null,
  item_version int not null,
  kind text not null check (kind in ('faq', 'policy', 'promotion', 'shipping', 'category', 'canned-reply')),
  document jsonb not null,
  valid_from timestamptz,
  valid_to timestamptz,
  from_release int not null,
  to_release int,
  primary key (shop_id, item_id, item_version)
);
create index knowledge_items_current on knowledge_items (shop_id, kind) where to_release is null;

create table knowledge_releases (
  shop_id text not null references shops on delete cascade,
  release int not null,
  created_at timestamptz not null default now(),
  note text not null default '',
  primary key (shop_id, release)
);

-- Assist and outcomes ----------------------------------------------------------------------------------------------

create table suggestion_uses (
  shop_id text not null,
  suggestion_id uuid not null,
  conversation_id uuid not null,
  staff_id uuid not null,
  text text not null,
  outcome text not null check (outcome in ('adopted', 'edited', 'ignored')),
  created_at timestamptz not null default now(),
  primary key (shop_id, suggestion_id)
);

-- Row-level security -----------------------------------------------------------------------------------------------

do $$
declare
  name text;
begin
  foreach name in array array[
    'shop_keys', 'customers', 'customer_identities', 'widget_sessions', 'conversations', 'messages', 'files', 'drafts',
    'turns_due', 'turn_traces', 'outbox', 'jobs', 'side_effects', 'api_idempotency', 'staff', 'staff_sessions',
    'staff_invitations', 'audit_events', 'skill_groups', 'staff_skills', 'queue_entries', 'tickets', 'store_customers',
    'store_products', 'store_orders', 'store_cases', 'knowledge_items', 'knowledge_releases', 'suggestion_uses'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_shop on %I using (shop_id = current_setting(''app.shop_id'', true)) with check (shop_id = current_setting(''app.shop_id'', true))',
      name
    );
    execute format('grant select, insert, update, delete on %I to peakdesk_app', name);
  end loop;

  -- A worker may see which shop has work to do; these tables hold ids, never personal data.
  foreach name in array array['turns_due', 'outbox', 'jobs', 'queue_entries'] loop
    execute format(
      'create policy scheduler_reads on %I for select using (current_setting(''app.scope'', true) = ''scheduler'')',
      name
    );
  end loop;

  -- The registry of shops: names and settings of the shop only.
  alter table shops enable row level security;
  alter table shops force row level security;
  create policy own_shop on shops using (shop_id = current_setting('app.shop_id', true))
    with check (shop_id = current_setting('app.shop_id', true));
  create policy scheduler_reads on shops for select using (current_setting('app.scope', true) = 'scheduler');
  grant select, insert, update, delete on shops to peakdesk_app;

  -- The trail is append only.
  revoke update, delete on audit_events from peakdesk_app;
  grant usage on all sequences in schema public to peakdesk_app;
end
$$;
