-- Knowledge that is being written: looked at and approved before it becomes part of a release. No document: the item is to go.

create table knowledge_drafts (
  shop_id text not null references shops on delete cascade,
  kind text not null check (kind in ('faq', 'policy', 'promotion', 'shipping', 'category', 'canned-reply')),
  item_id text not null,
  document jsonb,
  valid_from timestamptz,
  valid_to timestamptz,
  state text not null default 'draft' check (state in ('draft', 'approved')),
  source text not null default '',
  written_by text not null,
  approved_by text,
  updated_at timestamptz not null,
  primary key (shop_id, kind, item_id)
);

alter table knowledge_drafts enable row level security;
alter table knowledge_drafts force row level security;
create policy own_shop on knowledge_drafts using (shop_id = current_setting('app.shop_id', true))
  with check (shop_id = current_setting('app.shop_id', true));
grant select, insert, update, delete on knowledge_drafts to peakdesk_app;
