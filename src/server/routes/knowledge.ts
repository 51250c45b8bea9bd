import { z } from 'zod';
import {
  approveDrafts,
  checkAdvertising,
  checkKnowledge,
  discardDrafts,
  findingTitles,
  importKnowledge,
  itemKinds,
  listDrafts,
  listReleases,
  loadKnowledge,
  releaseDrafts,
  rollbackKnowledge,
  saveDrafts,
  searchItems,
} from '../../knowledge/index.ts';
import { type AuditAction, appendAudit, listGroups, type SignedIn } from '../../staff/index.ts';
import { readEntryUses } from '../../walk/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';
import { refuseUnknownLeads } from './own-intents.ts';

const itemsOfPage = 50;
const kind = z.enum(itemKinds);
const itemId = z.string().trim().min(1).max(200);
const keys = z.array(z.strictObject({ kind, itemId })).min(1).max(5_000);
const item = z.strictObject({
  kind,
  itemId,
  /** Null removes the item with the next release. */
  document: z.unknown(),
  validFrom: z.iso.datetime().optional(),
  validTo: z.iso.datetime().optional(),
});
const fileLimit = 20_000_000;

/** What the shop knows: looking, writing, importing, checking, releasing and going back. */
export const knowledgeRoutes: readonly Route[] = [
  staffRoute('knowledge.read', {
    method: 'GET',
    path: '/api/v1/knowledge',
    summary: 'A page of the current release, by kind and words',
    params: none,
    query: z.strictObject({
      kind: kind.default('faq'),
      search: z.string().max(100).default(''),
      after: z.string().max(200).default(''),
    }),
    body: none,
    handle: async ({ parts, who }, { query }) => {
      const items = await parts.walk.database.inShop(who.shopId, (sql) =>
        searchItems(sql, who.shopId, { ...query, limit: itemsOfPage + 1 }),
      );
      const shown = items.slice(0, itemsOfPage);
      const last = shown.at(-1);
      return { body: { items: shown, ...(items.length > itemsOfPage && last ? { next: last.itemId } : {}) } };
    },
  }),
  staffRoute('knowledge.read', {
    method: 'GET',
    path: '/api/v1/knowledge/drafts',
    summary: 'Everything that waits for a release',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({
      body: { drafts: await parts.walk.database.inShop(who.shopId, (sql) => listDrafts(sql, who.shopId)) },
    }),
  }),
  staffRoute('knowledge.write', {
    method: 'PUT',
    path: '/api/v1/knowledge/drafts',
    summary: 'Keep changes for a later release; a null document removes the item',
    params: none,
    query: none,
    body: z.strictObject({ items: z.array(item).min(1).max(2_000), source: z.string().max(300).default('') }),
    handle: async ({ parts, who }, { body }) => {
      const by = { name: who.staff.name, source: body.source, now: parts.walk.clock.now() };
      const drafts = await parts.walk.database.inShop(who.shopId, async (sql) => {
        refuseUnknownLeads(body.items, await listGroups(sql, who.shopId));
        await saveDrafts(sql, who.shopId, body.items, by);
        return await listDrafts(sql, who.shopId);
      });
      return { body: { drafts } };
    },
  }),
  staffRoute('knowledge.release', {
    method: 'POST',
    path: '/api/v1/knowledge/drafts/approve',
    summary: 'Say that drafts are right',
    params: none,
    query: none,
    body: z.strictObject({ items: keys }),
    handle: async ({ parts, who }, { body }) => {
      const approved = await parts.walk.database.inShop(who.shopId, (sql) =>
        approveDrafts(sql, who.shopId, body.items, who.staff.name),
      );
      return { body: { approved } };
    },
  }),
  staffRoute('knowledge.write', {
    method: 'POST',
    path: '/api/v1/knowledge/drafts/discard',
    summary: 'Throw drafts away; what is released stays',
    params: none,
    query: none,
    body: z.strictObject({ items: keys }),
    handle: async ({ parts, who }, { body }) => {
      const discarded = await parts.walk.database.inShop(who.shopId, (sql) =>
        discardDrafts(sql, who.shopId, body.items),
      );
      return { body: { discarded } };
    },
  }),
  staffRoute('knowledge.write', {
    method: 'POST',
    path: '/api/v1/knowledge/read-file',
    summary: 'What a file would bring (raw body, name in x-file-name); nothing is kept',
    params: none,
    query: none,
    body: none,
    rawLimit: fileLimit,
    handle: async ({ parts, who, meta }) => {
      const { understander } = await parts.walk.shops.get(who.shopId);
      const guessIntent = (question: string) => understander.understand(question).intents[0]?.intent ?? 'chat.other';
      return { body: await importKnowledge({ name: meta.fileName, bytes: meta.bytes }, { guessIntent }) };
    },
  }),
  staffRoute('knowledge.read', {
    method: 'POST',
    path: '/api/v1/knowledge/check-words',
    summary: 'Words of a text that advertising law forbids in what sells; nothing is kept',
    params: none,
    query: none,
    body: z.strictObject({ text: z.string().max(20_000) }),
    handle: async (_with, { body }) => ({ body: { findings: checkAdvertising(body.text) } }),
  }),
  staffRoute('knowledge.read', {
    method: 'GET',
    path: '/api/v1/knowledge/check',
    summary:
      'Duplicates, contradictions, what has expired, missing languages, forbidden words, what was never asked or did not help',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => {
      const { products } = await parts.walk.shops.get(who.shopId);
      const now = parts.walk.clock.now();
      const [content, uses] = await parts.walk.database.inShop(who.shopId, async (sql) => [
        await loadKnowledge(sql, who.shopId, [...products.values()]),
        await readEntryUses(sql, who.shopId, now),
      ]);
      const findings = checkKnowledge(content, now, uses);
      return { body: { findings, titles: findingTitles(content, findings), problems: content.problems } };
    },
  }),
  staffRoute('knowledge.read', {
    method: 'GET',
    path: '/api/v1/knowledge/releases',
    summary: 'Releases, newest first',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({
      body: { releases: await parts.walk.database.inShop(who.shopId, (sql) => listReleases(sql, who.shopId)) },
    }),
  }),
  staffRoute('knowledge.release', {
    method: 'POST',
    path: '/api/v1/knowledge/releases',
    summary: 'Release everything that is approved',
    params: none,
    query: none,
    body: z.strictObject({ note: z.string().trim().max(200).default('') }),
    handle: ({ parts, who }, { body }) =>
      released(parts, who, 'knowledge.released', (sql) => releaseDrafts(sql, who.shopId, body.note)),
  }),
  staffRoute('knowledge.release', {
    method: 'POST',
    path: '/api/v1/knowledge/releases/:release/restore',
    summary: 'Make an earlier release current again, as a new release',
    params: z.strictObject({ release: z.coerce.number().int().min(1) }),
    query: none,
    body: none,
    handle: ({ parts, who }, { params }) =>
      released(parts, who, 'knowledge.restored', (sql) => rollbackKnowledge(sql, who.shopId, params.release)),
  }),
];

/** A release with its line in the audit trail, told to every node at once. */
async function released(
  parts: ServerParts,
  who: SignedIn,
  action: AuditAction,
  work: (sql: Parameters<typeof listReleases>[0]) => ReturnType<typeof releaseDrafts>,
) {
  const report = await parts.walk.database.inShop(who.shopId, async (sql) => {
    const report = await work(sql);
    await appendAudit(sql, {
      shopId: who.shopId,
      actor: { kind: 'staff', staffId: who.staff.staffId, name: who.staff.name },
      action,
      target: `release/${report.release}`,
      details: { added: report.added, changed: report.changed, removed: report.removed },
      now: parts.walk.clock.now(),
    });
    return report;
  });
  parts.walk.relay.wake(who.shopId);
  return { body: report };
}
