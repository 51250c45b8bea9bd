-- Which process routes a shop now; it says so again while there is something to do, and another takes over when it falls silent.

create table routing_leads (
  shop_id text primary key references shops on delete cascade,
  node text not null,
  lease_until timestamptz not null
);

alter table routing_leads enable row level security;
alter table routing_leads force row level security;
create policy own_shop on routing_leads
  using (shop_id = current_setting('app.shop_id', true)) with check (shop_id = current_setting('app.shop_id', true));
grant select, insert, update, delete on routing_leads to peakdesk_app;
