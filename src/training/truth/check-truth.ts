import type { AfterSalesCase, Order, Product, StoreCustomer } from '../../commerce/index.ts';
import type { ShopId, Sql } from '../../platform/index.ts';
import type { PlayedTurn } from '../play-scenario.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { documentValuesOf, type KnownValues, knownValues, type Sources } from './known-values.ts';
import { listOpenDocuments, type OpenDocuments } from './open-documents.ts';
import { type Statement, statementsOf } from './statements.ts';

/** A statement of a reply that nothing in the shop bears out. */
export type FalseStatement = { kind: Statement['kind'] | 'deed'; text: string; value: string };

/** Checks what one reply states against the shop's own records, as they are after the turn. */
export type TruthCheck = (
  played: PlayedTurn,
  context: { computed: readonly string[]; before: readonly PlayedTurn[]; conversationId: string },
) => Promise<FalseStatement[]>;

/** Makes the check for one scenario; the shop's catalogue and knowledge are read from the database itself. */
export async function truthCheckFor(stage: Stage, scenario: Scenario, library: Library): Promise<TruthCheck> {
  const shopId = stage.shops[scenario.shop];
  const { database } = stage.walk;
  const shop = await stage.walk.shops.get(shopId);
  const products = await shop.store.listProducts();
  return async (played, { computed, before, conversationId }) => {
    const now = new Date(played.at);
    const spoken = [...before, played];
    const words = spoken.map((one) => `${one.said}\n${one.reply}\n${one.shown}`).join('\n');
    const book = await openBook(stage, scenario, library, now);
    const { tickets, provenId } = await database.inShop(shopId, (sql) => readTalk(sql, shopId, conversationId));
    // What a stranger has not proven yet is not theirs to hear, whoever they turn out to be.
    const storeCustomerId = scenario.customer ?? (scenario.proves === provenId ? provenId : undefined);
    const own = storeCustomerId === undefined ? nobody : await recordsOf(stage, scenario, storeCustomerId);
    const bought = new Set(own.orders.flatMap((order) => order.lines.map((line) => line.productId)));
    const sources: Sources = {
      now,
      timeZone: shop.timeZone,
      own,
      products: products.filter((product) => bought.has(product.productId) || isNamed(product, words)),
      documents: book.documents,
      documentValues: book.values,
      tickets,
      customerWords: spoken.map((one) => one.said).join('\n'),
      computed,
      deliveries: book.deliveries,
    };
    return [...unborne(played, knownValues(sources)), ...untrueDeeds(played, before, own)];
  };
}

/** Knowledge of each shop at each moment, read and collected once. */
export type Library = Map<string, OpenDocuments & { values: ReadonlySet<string> }>;

async function openBook(stage: Stage, scenario: Scenario, library: Library, now: Date) {
  const key = `${scenario.shop} ${now.toISOString()}`;
  const known = library.get(key);
  if (known !== undefined) return known;
  const shopId = stage.shops[scenario.shop];
  const { settings, timeZone } = await stage.walk.shops.get(shopId);
  const read = await stage.walk.database.inShop(shopId, (sql) => listOpenDocuments(sql, shopId, now));
  const documents = [...read.documents, settings];
  const book = { documents, deliveries: read.deliveries, values: documentValuesOf(documents, timeZone) };
  library.set(key, book);
  return book;
}

/** Tasks written in this conversation, and who the customer has been found to be. */
async function readTalk(sql: Sql, shopId: ShopId, conversationId: string) {
  const tickets = await sql<{ ticketId: string; number: number; dueAt: Date | null }[]>`
    select ticket_id as "ticketId", number, due_at as "dueAt" from tickets
    where shop_id = ${shopId} and conversation_id = ${conversationId}`;
  const [talk] = await sql<{ provenId: string | null }[]>`
    select dialogue_state -> 'identity' ->> 'storeCustomerId' as "provenId" from conversations
    where shop_id = ${shopId} and conversation_id = ${conversationId}`;
  return { tickets, provenId: talk?.provenId ?? undefined };
}

type Records = { customer?: StoreCustomer; orders: readonly Order[]; cases: readonly AfterSalesCase[] };
const nobody: Records = { orders: [], cases: [] };

async function recordsOf(stage: Stage, scenario: Scenario, storeCustomerId: string): Promise<Records> {
  const { store } = await stage.walk.shops.get(stage.shops[scenario.shop]);
  const [customer, orders, cases] = await Promise.all([
    store.findCustomer({ by: 'id', storeCustomerId }),
    store.listOrders(storeCustomerId, 50),
    store.listCases(storeCustomerId),
  ]);
  return { ...(customer ? { customer } : {}), orders, cases };
}

function isNamed(product: Product, words: string): boolean {
  const text = words.toLowerCase();
  const names = [...Object.values(product.name), ...product.nicknames, product.productId];
  return names.some((name) => text.includes(name.toLowerCase()));
}

function unborne(played: PlayedTurn, known: KnownValues): FalseStatement[] {
  const said = statementsOf(`${played.reply}\n${played.shown}\n${played.buttons.map((one) => one.label).join('\n')}`);
  const wrong = said.filter((statement) => !known.has(statement));
  const seen = new Set<string>();
  return wrong.filter(({ kind, value }) => !seen.has(`${kind} ${value}`) && seen.add(`${kind} ${value}`) !== undefined);
}

/** Words that claim something was done, and the actions or the state of an order that make it true. */
const deeds: readonly { pattern: RegExp; actions: readonly string[]; statuses: readonly string[] }[] = [
  {
    pattern: /已(?:经|經)?(?:为您|為您|帮您|幫您)?取消(?!不了)|\b(?:is|has been|was) cancell?ed/iu,
    actions: ['cancel-order', 'withdraw-case'],
    statuses: ['cancelled'],
  },
  {
    pattern:
      /申请已提交|申請已提交|已(?:为您|為您)(?:提交|申请|申請)|登记好了|\b(?:return|exchange) (?:has been |is )?(?:requested|submitted)/iu,
    actions: [
      'request-return',
      'request-exchange',
      'request-refund',
      'report-problem',
      'request-price-protection',
      'request-invoice',
    ],
    statuses: ['return-requested', 'exchange-requested'],
  },
  {
    pattern: /地址(?:已|已經|已经)(?:改|更新|修改)|改好了|address (?:has been|is now|was) changed/iu,
    actions: ['change-address', 'change-items', 'change-default-address', 'change-payment'],
    statuses: ['pending-modified'],
  },
  { pattern: /退款已(?:到账|到賬|完成|入帳)|has been refunded/iu, actions: ['cancel-order'], statuses: ['cancelled'] },
];

function untrueDeeds(played: PlayedTurn, before: readonly PlayedTurn[], own: Records): FalseStatement[] {
  const done = [...before, played].flatMap((turn) => turn.trace?.actions ?? []).filter((one) => one.state === 'done');
  return deeds.flatMap(({ pattern, actions, statuses }) => {
    const found = pattern.exec(played.reply);
    if (found === null) return [];
    const isTrue =
      done.some((one) => actions.includes(one.name)) ||
      own.orders.some((order) => statuses.includes(order.status)) ||
      own.cases.some((one) => one.state === 'success');
    return isTrue ? [] : [{ kind: 'deed' as const, text: found[0], value: actions.join(' or ') }];
  });
}
