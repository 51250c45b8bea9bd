-- What models cost a shop, hour by hour, over all processes: for the token budget and for the owner's eyes.

create table model_usage (
  shop_id text not null references shops (shop_id) on delete cascade,
  hour timestamptz not null,
  calls bigint not null,
  failures bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  -- Millionths of the smallest unit of the shop's currency.
  cost bigint not null,
  milliseconds bigint not null,
  primary key (shop_id, hour)
);

alter table model_usage enable row level security;
alter table model_usage force row level security;
create policy own_shop on model_usage using (shop_id = current_setting('app.shop_id', true))
  with check (shop_id = current_setting('app.shop_id', true));
grant select, insert, update, delete on model_usage to peakdesk_app;
