import { AppError, type ShopId, type Sql } from '../platform/index.ts';
import { checkDocument, type ItemKind, type KnowledgeItem } from './content.ts';
import { currentItems, type ReleaseReport, releaseKnowledge } from './knowledge-store.ts';

/** A change to one item that is not released yet. Without a document the item is to be removed. */
export type KnowledgeDraft = {
  kind: ItemKind;
  itemId: string;
  document: unknown;
  validFrom?: string;
  validTo?: string;
  state: 'draft' | 'approved';
  /** The file that it came from; empty when it was written by hand. */
  source: string;
  writtenBy: string;
  approvedBy?: string;
  updatedAt: string;
};

export type DraftKey = Pick<KnowledgeDraft, 'kind' | 'itemId'>;

type Row = Omit<KnowledgeDraft, 'validFrom' | 'validTo' | 'approvedBy' | 'updatedAt'> & {
  validFrom: Date | null;
  validTo: Date | null;
  approvedBy: string | null;
  updatedAt: Date;
};

/** Everything that waits for a release, newest first. */
export async function listDrafts(sql: Sql, shopId: ShopId): Promise<KnowledgeDraft[]> {
  const rows = await sql<Row[]>`
    select kind, item_id as "itemId", document, valid_from as "validFrom", valid_to as "validTo", state, source,
      written_by as "writtenBy", approved_by as "approvedBy", updated_at as "updatedAt"
    from knowledge_drafts where shop_id = ${shopId} order by updated_at desc, kind, item_id`;
  return rows.map(({ validFrom, validTo, approvedBy, updatedAt, ...rest }) => ({
    ...rest,
    ...(validFrom ? { validFrom: validFrom.toISOString() } : {}),
    ...(validTo ? { validTo: validTo.toISOString() } : {}),
    ...(approvedBy ? { approvedBy } : {}),
    updatedAt: updatedAt.toISOString(),
  }));
}

/**
 * Keeps changes for later release; whatever was approved of the same items has to be approved again. A null document removes the
 * item. AppError 'invalid' names the item and field of a document that does not fit; nothing is kept then.
 */
export async function saveDrafts(
  sql: Sql,
  shopId: ShopId,
  changes: readonly KnowledgeItem[],
  by: { name: string; source?: string; now: Date },
): Promise<void> {
  for (const change of changes) {
    const problem = change.document === null ? undefined : checkDocument(change);
    if (problem) throw new AppError('invalid', `${problem.itemId}: ${problem.reason}`, { field: problem.itemId });
    await sql`
      insert into knowledge_drafts (shop_id, kind, item_id, document, valid_from, valid_to, source, written_by, updated_at)
      values (${shopId}, ${change.kind}, ${change.itemId},
        ${change.document === null ? null : sql.json(JSON.parse(JSON.stringify(change.document)))},
        ${change.validFrom ?? null}, ${change.validTo ?? null}, ${by.source ?? ''}, ${by.name}, ${by.now})
      on conflict (shop_id, kind, item_id) do update set document = excluded.document, valid_from = excluded.valid_from,
        valid_to = excluded.valid_to, source = excluded.source, written_by = excluded.written_by,
        updated_at = excluded.updated_at, state = 'draft', approved_by = null`;
  }
}

/** Marks drafts as looked at; returns how many were still there. */
export async function approveDrafts(
  sql: Sql,
  shopId: ShopId,
  keys: readonly DraftKey[],
  name: string,
): Promise<number> {
  const done = await sql`
    update knowledge_drafts set state = 'approved', approved_by = ${name}
    where shop_id = ${shopId} and state = 'draft' and (kind, item_id) in (${isOneOf(sql, keys)})`;
  return done.count;
}

/** Throws changes away; what is released stays as it is. */
export async function discardDrafts(sql: Sql, shopId: ShopId, keys: readonly DraftKey[]): Promise<number> {
  const done = await sql`
    delete from knowledge_drafts where shop_id = ${shopId} and (kind, item_id) in (${isOneOf(sql, keys)})`;
  return done.count;
}

/**
 * Makes everything approved part of a new release, at once on every node; drafts that nobody approved stay drafts.
 * AppError 'conflict' when nothing is approved.
 */
export async function releaseDrafts(sql: Sql, shopId: ShopId, note: string): Promise<ReleaseReport> {
  await sql`select 1 from shops where shop_id = ${shopId} for update`;
  const approved = (await listDrafts(sql, shopId)).filter((draft) => draft.state === 'approved');
  if (approved.length === 0)
    throw new AppError('conflict', 'nothing is approved', { userMessageKey: 'problem.nothing-approved' });
  const keyOf = (one: DraftKey) => `${one.kind}:${one.itemId}`;
  const changed = new Set(approved.map(keyOf));
  const kept = (await currentItems(sql, shopId)).filter((item) => !changed.has(keyOf(item)));
  const written = approved.filter((draft) => draft.document !== null);
  const report = await releaseKnowledge(sql, shopId, [...kept, ...written], { note });
  await discardDrafts(sql, shopId, approved);
  return report;
}

function isOneOf(sql: Sql, keys: readonly DraftKey[]) {
  return sql`
    select * from unnest(${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.itemId)}::text[])`;
}
