import type { AfterSalesCase, Order, StoreCustomer } from '../commerce/index.ts';
import { type Conversation, type Message, textOf, wordsOf } from '../conversations/index.ts';
import type { Customer } from '../customers/index.ts';
import {
  type CodeChannel,
  type DialogueState,
  type IncomingMessage,
  initialDialogueState,
  readDialogueState,
  stateAfterPeople,
  type TurnFacts,
} from '../dialogue/index.ts';
import { isOpen, type OpenState } from '../routing/index.ts';
import type { ContextLine } from '../understanding/index.ts';
import { takeCode } from './hidden-code.ts';
import { ordersPerTurn, type ShopRuntime, type WalkParts } from './parts.ts';
import type { QuestionMeaning } from './question-meaning.ts';
import { readTurn } from './read-turns.ts';
import type { TurnClaim } from './turn-ledger.ts';
import { withoutWaiting } from './without-waiting.ts';

/** All that a turn has read before it thinks. */
export type Turn = {
  claim: TurnClaim;
  shop: ShopRuntime;
  conversation: Conversation;
  customer: Customer;
  /** What the shop's embedder says of the message; absent without one. */
  meaning?: QuestionMeaning | undefined;
  /** Customer's messages that this turn answers, oldest first. */
  incoming: readonly Message[];
  incomingText: IncomingMessage;
  /** Who waited for a person no longer wants one: what else the message says, '' for nothing. */
  takenBack?: string;
  /** The one-time code that the customer has typed; it stands nowhere else any more. */
  code?: string;
  context: readonly ContextLine[];
  state: DialogueState;
  facts: TurnFacts;
  startedAt: number;
};

/** Reads conversation, customer, orders, flow state and load level; undefined where nothing waits for an answer any more. */
export async function gather(parts: WalkParts, claim: TurnClaim): Promise<Turn | undefined> {
  const startedAt = performance.now();
  const shop = await parts.shops.get(claim.shopId);
  const read = claim.read ?? (await parts.database.inShop(claim.shopId, (sql) => readTurn(sql, claim)));
  const { conversation, customer, messages } = read;
  const written = messages.filter((message) => message.seq >= claim.firstSeq && message.author.kind === 'customer');
  if (!conversation || !customer || written.length === 0) return undefined;
  const state = withIdentity(memoryOf(read.stored, conversation), customer);
  const facts = await readFacts(parts, shop, state);
  const given = takeCode(written, state);
  const incoming = given?.messages ?? written;
  return withoutWaiting({
    claim,
    shop,
    conversation,
    customer,
    incoming,
    incomingText: { ...toIncoming(incoming), ...(given ? { hasCode: true } : {}) },
    ...(given ? { code: given.code } : {}),
    context: toContext(messages, claim.firstSeq),
    state,
    facts,
    startedAt,
  });
}

/** Records of the identified customer in the shop's system; also read again after somebody was identified in the turn. */
export async function readFacts(parts: WalkParts, shop: ShopRuntime, state: DialogueState): Promise<TurnFacts> {
  const now = parts.clock.now();
  const hours = openStateOf(shop, now);
  const records = await readRecords(shop, state.identity.storeCustomerId);
  return {
    shopId: shop.shopId,
    now,
    timeZone: shop.timeZone,
    humansAvailable: hours.isOpen,
    ...(hours.opensAt ? { humansOpenAt: hours.opensAt.toISOString() } : {}),
    loadLevel: parts.loadLevel(shop.shopId),
    store: shop.store.descriptor,
    codeChannels: codeChannels(parts),
    ...records,
    findProduct: (productId) => shop.products.get(productId),
  };
}

function codeChannels({ codes }: WalkParts): readonly CodeChannel[] {
  return [...(codes?.sms ? (['sms'] as const) : []), ...(codes?.mailer ? (['email'] as const) : [])];
}

const openStates = new WeakMap<ShopRuntime, { minute: number; state: OpenState }>();

/** Opening hours turn on the minute; calendars are slow, so that a minute's answer is kept. */
function openStateOf(shop: ShopRuntime, now: Date): OpenState {
  const minute = Math.floor(now.getTime() / 60_000);
  const known = openStates.get(shop);
  if (known?.minute === minute) return known.state;
  const state = isOpen(shop.settings.workingHours, now, shop.timeZone);
  openStates.set(shop, { minute, state });
  return state;
}

async function readRecords(
  shop: ShopRuntime,
  storeCustomerId: string | undefined,
): Promise<{ customer?: StoreCustomer; orders: readonly Order[]; cases: readonly AfterSalesCase[] }> {
  if (!storeCustomerId) return { orders: [], cases: [] };
  const [customer, orders, cases] = await Promise.all([
    shop.store.findCustomer({ by: 'id', storeCustomerId }),
    shop.store.listOrders(storeCustomerId, ordersPerTurn),
    shop.store.listCases(storeCustomerId),
  ]);
  return { ...(customer ? { customer } : {}), orders, cases };
}

/** What the dialogue remembers; once people have given the conversation back, their part is over. */
function memoryOf(stored: unknown, conversation: Conversation): DialogueState {
  const state = readDialogueState(stored) ?? initialDialogueState();
  return state.handOff && conversation.handler.kind === 'ai' ? stateAfterPeople(state) : state;
}

/** A signed token or an earlier match is known with the customer, so that nobody is asked again who he is. */
function withIdentity(state: DialogueState, customer: Customer): DialogueState {
  const level = customer.profile.identity;
  if (!customer.storeCustomerId || !level || level === 'none' || state.identity.level === 'verified') return state;
  return { ...state, identity: { level, storeCustomerId: customer.storeCustomerId } };
}

function toIncoming(messages: readonly Message[]): IncomingMessage {
  const parts = messages.flatMap((message) => message.content);
  const form = parts.findLast((part) => part.kind === 'form-answer');
  const images = parts.flatMap((part) => (part.kind === 'image' ? [part.image.fileId] : []));
  return {
    text: messages.map((message) => wordsOf(message.content)).join('\n'),
    ...(form ? { form: { formId: form.formId, values: form.values } } : {}),
    ...(images.length > 0 ? { images } : {}),
  };
}

function toContext(messages: readonly Message[], firstSeq: number): ContextLine[] {
  return messages
    .filter((message) => message.seq < firstSeq && message.author.kind !== 'system')
    .map((message) => ({
      from: message.author.kind === 'customer' ? ('customer' as const) : ('shop' as const),
      text: textOf(message.content),
    }));
}
