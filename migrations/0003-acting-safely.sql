-- Acting safely: limits count what was done, amounts above a line wait for a second person, codes prove who somebody is,
-- and the steps of an action over several systems are known after a crash.

alter table side_effects
  add column store_customer_id text,
  add column order_id text,
  add column amount bigint not null default 0,
  add column is_done boolean;
create index side_effects_by_customer on side_effects (shop_id, store_customer_id, created_at);
create index side_effects_by_order on side_effects (shop_id, order_id, created_at) where order_id is not null;
create index side_effects_by_time on side_effects (shop_id, created_at);

create table action_approvals (
  shop_id text not null references shops on delete cascade,
  approval_id uuid not null,
  idempotency_key text not null,
  action text not null,
  actor jsonb not null,
  arguments_sealed bytea not null,
  order_id text,
  amount bigint not null,
  currency text not null default '',
  state text not null default 'pending' check (state in ('pending', 'approved', 'rejected', 'done', 'failed')),
  requested_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  note text not null default '',
  outcome jsonb,
  primary key (shop_id, approval_id),
  unique (shop_id, idempotency_key)
);
create index action_approvals_by_state on action_approvals (shop_id, state, requested_at desc);

create table one_time_codes (
  shop_id text not null references shops on delete cascade,
  code_id uuid not null,
  customer_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  target_hash bytea not null,
  code_hash bytea not null,
  tries int not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (shop_id, code_id)
);
create index one_time_codes_by_customer on one_time_codes (shop_id, customer_id, created_at desc);
create index one_time_codes_by_target on one_time_codes (shop_id, target_hash, created_at desc);

create table effect_steps (
  shop_id text not null references shops on delete cascade,
  idempotency_key text not null,
  position int not null,
  step text not null,
  state text not null check (state in ('doing', 'done', 'undoing', 'undone')),
  result jsonb,
  changed_at timestamptz not null default now(),
  primary key (shop_id, idempotency_key, position)
);

do $$
declare
  name text;
begin
  foreach name in array array['action_approvals', 'one_time_codes', 'effect_steps'] loop
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
