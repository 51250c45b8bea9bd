-- Routing for people: what somebody can besides the groups and how well, when somebody works, who is to be called back and in which turn,
-- and how much a customer has said lately, wherever the windows are connected.

create table skills (
  shop_id text not null references shops on delete cascade,
  skill_id text not null,
  name jsonb not null,
  primary key (shop_id, skill_id)
);

-- Skill → level, 1 the best. `staff.skills` of the version before stays as it is; nothing has ever written it.
alter table staff add column skill_levels jsonb not null default '{}';

-- A day's work of one person. The wall-clock times are what was planned, the instants what holds.
create table shifts (
  shop_id text not null,
  staff_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  day date not null,
  from_time text not null,
  to_time text not null,
  primary key (shop_id, staff_id, starts_at),
  foreign key (shop_id, staff_id) references staff on delete cascade,
  check (ends_at > starts_at)
);
create index shifts_by_day on shifts (shop_id, day);
create index shifts_by_end on shifts (shop_id, ends_at);

create table call_backs (
  shop_id text not null,
  call_back_id uuid not null,
  conversation_id uuid not null,
  customer_id uuid not null,
  state text not null default 'asked' check (state in ('asked', 'reached', 'missed', 'taken-back')),
  phone_sealed bytea not null,
  phone_masked text not null,
  asked_at timestamptz not null,
  -- Out of hours: the moment at which it enters the queue; gone once it has.
  enters_at timestamptz,
  opened_at timestamptz,
  tries int not null default 0,
  tried_at timestamptz,
  ended_at timestamptz,
  primary key (shop_id, call_back_id),
  foreign key (shop_id, conversation_id) references conversations on delete cascade
);
create unique index call_backs_open on call_backs (shop_id, conversation_id) where state = 'asked';
create index call_backs_to_enter on call_backs (shop_id, enters_at) where state = 'asked' and enters_at is not null;

-- When the customer was offered one, so that it is offered once.
alter table queue_entries add column call_back_offered_at timestamptz;

-- Until when what the customer has said is paid for at the allowed rate; see docs/decisions/.
alter table conversations add column said_until timestamptz;

do $$
declare
  name text;
begin
  foreach name in array array['skills', 'shifts', 'call_backs'] loop
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
