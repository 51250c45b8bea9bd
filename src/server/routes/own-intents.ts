import { z } from 'zod';
import { namedIntents, skillGroups } from '../../dialogue/index.ts';
import { checkDocument, type OwnIntent, ownIntentDocument } from '../../knowledge/index.ts';
import { AppError } from '../../platform/index.ts';
import type { ShopRuntime } from '../../walk/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';

const shown = 3;

/** Wishes that a shop teaches by examples: where they may lead, and trying out what a message is read as. */
export const ownIntentRoutes: readonly Route[] = [
  staffRoute('knowledge.read', {
    method: 'GET',
    path: '/api/v1/intents',
    summary: 'Built-in intents with their names, as a taught wish may lead to them',
    params: none,
    query: none,
    body: none,
    handle: async () => ({ body: { intents: namedIntents() } }),
  }),
  staffRoute('knowledge.write', {
    method: 'POST',
    path: '/api/v1/intents/read',
    summary: 'What a message is read as, with a wish that is not released yet; nothing is kept',
    params: none,
    query: none,
    body: z.strictObject({
      text: z.string().trim().min(1).max(500),
      intent: z.strictObject({ itemId: z.string().min(1).max(200), document: z.unknown() }).optional(),
    }),
    handle: async ({ parts, who }, { body: { text, intent } }) => {
      const shop = await parts.walk.shops.get(who.shopId);
      const { normalized, intents } = shop.understander.understand(text);
      const { intents: own, read } = intent
        ? withDraft(shop, intent)
        : { intents: shop.ownIntents, read: shop.readOwnIntent };
      const found = read(normalized, intents[0]?.confidence ?? 0);
      const names = new Map(namedIntents().map(({ intent, name }) => [intent, name]));
      return {
        body: {
          own: found
            ? { itemId: found.intent, name: own.get(found.intent)?.name ?? '', confidence: found.confidence }
            : null,
          builtIn: intents.slice(0, shown).map((one) => ({ ...one, name: names.get(one.intent) ?? null })),
        },
      };
    },
  }),
];

function withDraft(shop: ShopRuntime, { itemId, document }: { itemId: string; document?: unknown }) {
  const problem = checkDocument({ kind: 'intent', itemId, document });
  if (problem) throw new AppError('invalid', problem.reason, { field: 'intent' });
  const draft: OwnIntent = { ...ownIntentDocument.parse(document), id: itemId };
  const intents = new Map(shop.ownIntents).set(itemId, draft);
  return { intents, read: shop.learnOwnIntents([...intents.values()]).read };
}

/** AppError 'invalid' where a taught wish leads to an intent or to people that the shop does not have. */
export function refuseUnknownLeads(
  items: readonly { kind: string; itemId: string; document?: unknown }[],
  groups: readonly { groupId: string }[],
): void {
  const known = {
    intent: new Set(namedIntents().map(({ intent }) => intent)),
    person: new Set<string>([...skillGroups, ...groups.map(({ groupId }) => groupId)]),
  };
  for (const { kind, itemId, document } of items) {
    const read = kind === 'intent' ? ownIntentDocument.safeParse(document) : undefined;
    if (!read?.success) continue;
    const { leadsTo } = read.data;
    if (leadsTo.kind === 'answer') continue;
    const name = leadsTo.kind === 'intent' ? leadsTo.intent : leadsTo.skillGroup;
    if (known[leadsTo.kind].has(name)) continue;
    throw new AppError('invalid', `${itemId}: leads to ${name}, which the shop does not have`, { field: itemId });
  }
}
