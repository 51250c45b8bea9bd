import type { Product } from '../commerce/index.ts';
import { AppError, appendOutbox, ReleaseId, type ShopId, type Sql } from '../platform/index.ts';
import {
  checkDocument,
  contentFromItems,
  type DocumentProblem,
  type ItemKind,
  itemKinds,
  type KnowledgeItem,
} from './content.ts';
import type { KnowledgeContent } from './types.ts';

/** What a release changed, counted; `release` is unchanged where nothing differed. */
export type ReleaseReport = { release: number; added: number; changed: number; removed: number };

/**
 * The shop's current release as content for `buildKnowledgeIndex`; release 0 is a shop without knowledge.
 * Documents that no longer fit their schema are left out and named in `problems`.
 */
export async function loadKnowledge(
  sql: Sql,
  shopId: ShopId,
  products: readonly Product[],
): Promise<KnowledgeContent & { problems: readonly DocumentProblem[] }> {
  const shops = await sql<{ timeZone: string; currency: string }[]>`
    select time_zone as "timeZone", currency from shops where shop_id = ${shopId}`;
  const shop = shops[0];
  if (shop === undefined) throw new AppError('not-found', `no shop ${shopId}`);
  const release = await currentRelease(sql, shopId);
  const items = await currentItems(sql, shopId);
  const { content, problems } = contentFromItems({ ...shop, release }, items, products);
  return { ...content, problems };
}

/**
 * Makes the given items the shop's whole knowledge of the given kinds (all kinds by default) as a new release: rows are
 * closed and added, none is edited, in the caller's transaction, and 'knowledge.released' is told. Items of other kinds stay.
 * Throws AppError 'invalid' with item and reason where a document does not fit; nothing is released then.
 */
export async function releaseKnowledge(
  sql: Sql,
  shopId: ShopId,
  items: readonly KnowledgeItem[],
  options: { note: string; kinds?: readonly ItemKind[] },
): Promise<ReleaseReport> {
  refuseBadItems(items);
  const from = await lockedRelease(sql, shopId);
  const kinds = new Set<string>(options.kinds ?? itemKinds);
  const before = (await currentItems(sql, shopId)).filter((item) => kinds.has(item.kind));
  const known = new Map(before.map((item) => [rowId(item), item]));
  const wanted = new Set(items.map(rowId));
  const changed = items.filter((item) => fingerprint(known.get(rowId(item))) !== fingerprint(item));
  const removed = before.filter((item) => !wanted.has(rowId(item)));
  const added = changed.filter((item) => !known.has(rowId(item))).length;
  if (changed.length + removed.length === 0) return { release: from, added: 0, changed: 0, removed: 0 };

  const release = from + 1;
  const closing = [...removed, ...changed].map(rowId);
  await sql`update knowledge_items set to_release = ${release}
    where shop_id = ${shopId} and to_release is null and item_id in ${sql(closing)}`;
  await insertItems(sql, shopId, changed, release);
  await sql`insert into knowledge_releases (shop_id, release, note) values (${shopId}, ${release}, ${options.note})`;
  await appendOutbox(sql, [
    { type: 'knowledge.released', shopId, payload: { releaseId: ReleaseId.make(), number: release } },
  ]);
  return { release, added, changed: changed.length - added, removed: removed.length };
}

/**
 * Makes the knowledge of an earlier release current again, as a new release with the same items.
 * Throws AppError 'not-found' where the shop never had that release.
 */
export async function rollbackKnowledge(sql: Sql, shopId: ShopId, release: number): Promise<ReleaseReport> {
  const known = await sql`select 1 from knowledge_releases where shop_id = ${shopId} and release = ${release}`;
  if (known.length === 0) throw new AppError('not-found', `shop ${shopId} has no release ${release}`);
  return releaseKnowledge(sql, shopId, await itemsAt(sql, shopId, release), { note: `rollback to ${release}` });
}

/** The items of one release, for comparing and for replaying a trace. */
export async function itemsAt(sql: Sql, shopId: ShopId, release: number): Promise<readonly KnowledgeItem[]> {
  const rows = await sql<ItemRow[]>`
    select item_id as "itemId", kind, document, valid_from as "validFrom", valid_to as "validTo" from knowledge_items
    where shop_id = ${shopId} and from_release <= ${release} and (to_release is null or to_release > ${release})
    order by kind, item_id`;
  return rows.map(toItem);
}

/** The items of the current release. */
export async function currentItems(sql: Sql, shopId: ShopId): Promise<readonly KnowledgeItem[]> {
  const rows = await sql<ItemRow[]>`
    select item_id as "itemId", kind, document, valid_from as "validFrom", valid_to as "validTo" from knowledge_items
    where shop_id = ${shopId} and to_release is null order by kind, item_id`;
  return rows.map(toItem);
}

/** A page of the current release: items of one kind with a word somewhere in them, by id after `after`. */
export async function searchItems(
  sql: Sql,
  shopId: ShopId,
  wanted: { kind: ItemKind; search: string; after: string; limit: number },
): Promise<readonly KnowledgeItem[]> {
  const pattern = `%${wanted.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await sql<ItemRow[]>`
    select item_id as "itemId", kind, document, valid_from as "validFrom", valid_to as "validTo" from knowledge_items
    where shop_id = ${shopId} and kind = ${wanted.kind} and to_release is null and item_id > ${`${wanted.kind}:${wanted.after}`}
      and (${wanted.search} = '' or document::text ilike ${pattern} or item_id ilike ${pattern})
    order by item_id limit ${wanted.limit}`;
  return rows.map(toItem);
}

/** Releases of a shop, newest first. */
export async function listReleases(
  sql: Sql,
  shopId: ShopId,
): Promise<readonly { release: number; createdAt: Date; note: string }[]> {
  return sql<{ release: number; createdAt: Date; note: string }[]>`
    select release, created_at as "createdAt", note from knowledge_releases where shop_id = ${shopId} order by release desc`;
}

type ItemRow = { itemId: string; kind: ItemKind; document: unknown; validFrom: Date | null; validTo: Date | null };

/** Rows per insert statement, well below PostgreSQL's 65,535 parameters. */
const rowsPerInsert = 500;

/** Id of the row, also the node's name in facts: an FAQ and a policy may have the same short id. */
function rowId(item: KnowledgeItem): string {
  return `${item.kind}:${item.itemId}`;
}

function toItem(row: ItemRow): KnowledgeItem {
  return {
    itemId: row.itemId.slice(row.kind.length + 1),
    kind: row.kind,
    document: row.document,
    validFrom: row.validFrom?.toISOString(),
    validTo: row.validTo?.toISOString(),
  };
}

function refuseBadItems(items: readonly KnowledgeItem[]): void {
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(rowId(item))) throw new AppError('invalid', `${rowId(item)}: given twice`, { field: item.itemId });
    seen.add(rowId(item));
    const problem = checkDocument(item);
    if (problem !== undefined)
      throw new AppError('invalid', `${item.itemId}: ${problem.reason}`, { field: item.itemId });
  }
}

async function currentRelease(sql: Sql, shopId: ShopId): Promise<number> {
  const rows = await sql<{ release: number | null }[]>`
    select max(release) as release from knowledge_releases where shop_id = ${shopId}`;
  return rows[0]?.release ?? 0;
}

/** The current release, with the shop's row locked so that two releases never get the same number. */
async function lockedRelease(sql: Sql, shopId: ShopId): Promise<number> {
  await sql`select 1 from shops where shop_id = ${shopId} for update`;
  return currentRelease(sql, shopId);
}

async function insertItems(sql: Sql, shopId: ShopId, items: readonly KnowledgeItem[], release: number): Promise<void> {
  const versions = await sql<{ itemId: string; version: number }[]>`
    select item_id as "itemId", max(item_version)::int as version from knowledge_items
    where shop_id = ${shopId} group by item_id`;
  const versionOf = new Map(versions.map((row) => [row.itemId, row.version]));
  for (let start = 0; start < items.length; start += rowsPerInsert) {
    const rows = items.slice(start, start + rowsPerInsert).map((item) => ({
      item_id: rowId(item),
      item_version: (versionOf.get(rowId(item)) ?? 0) + 1,
      kind: item.kind,
      document: item.document,
      valid_from: item.validFrom ?? null,
      valid_to: item.validTo ?? null,
    }));
    await sql`
      insert into knowledge_items (shop_id, item_id, item_version, kind, document, valid_from, valid_to, from_release)
      select ${shopId}, item_id, item_version, kind, document, valid_from, valid_to, ${release}
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as new_rows (
        item_id text, item_version int, kind text, document jsonb, valid_from timestamptz, valid_to timestamptz)`;
  }
}

/** Equal for equal items whatever the order of keys (jsonb does not keep it). */
function fingerprint(item: KnowledgeItem | undefined): string {
  if (item === undefined) return '';
  return JSON.stringify([item.kind, instant(item.validFrom), instant(item.validTo), sorted(item.document)]);
}

function instant(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([key, part]) => [key, sorted(part)]);
}
