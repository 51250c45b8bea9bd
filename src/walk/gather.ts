import type { AfterSalesCase, Order, StoreCustomer } from '../commerce/index.ts';
import {
  type Conversation,
  findConversation,
  listMessages,
  loadDialogueState,
  type Message,
  textOf,
  wordsOf,
} from '../conversations/index.ts';
import { type Customer, findCustomer } from '../customers/index.ts';
import {
  type DialogueState,
  type IncomingMessage,
  initialDialogueState,
  stateAfterPeople,
  type TurnFacts,
} from '../dialogue/index.ts';
import type { ConversationId, ShopId, Sql } from '../platform/index.ts';
import { isOpen, type OpenState } from '../routing/index.ts';
import type { ContextLine } from '../understanding/index.ts';
import { ordersPerTurn, type ShopRuntime, type WalkParts } from './parts.ts';
import { claimTurn, type TurnClaim } from './turn-ledger.ts';

/** All that a turn has read before it thinks. */
export type Turn = {
  claim: TurnClaim;
  shop: ShopRuntime;
  conversation: Conversation;
  customer: Customer;
  /** Customer's messages that this turn answers, oldest first. */
  incoming: readonly Message[];
  incomingText: IncomingMessage;
  context: readonly ContextLine[];
  state: DialogueState;
  facts: TurnFacts;
  startedAt: number;
};

/** Messages before the turn that are read for context. */
const contextLength = 6;

/** Reads conversation, customer, orders, flow state and load level; undefined where nothing waits for an answer any more. */
export async function gather(parts: WalkParts, claim: TurnClaim): Promise<Turn | undefined> {
  const startedAt = performance.now();
  const shop = await parts.shops.get(claim.shopId);
  const read = claim.read ?? (await parts.database.inShop(claim.shopId, (sql) => readTurn(sql, claim)));
  const { conversation, customer, messages } = read;
  const incoming = messages.filter((message) => message.seq >= claim.firstSeq && message.author.kind === 'customer');
  if (!conversation || !customer || incoming.length === 0) return undefined;
  const state = withIdentity(memoryOf(read.stored, conversation), customer);
  const facts = await readFacts(parts, shop, state);
  return {
    claim,
    shop,
    conversation,
    customer,
    incoming,
    incomingText: toIncoming(incoming),
    context: toContext(messages, claim.firstSeq),
    state,
    facts,
    startedAt,
  };
}

/** What a turn reads of its conversation. */
export type TurnRead = {
  conversation: Conversation | undefined;
  customer: Customer | undefined;
  messages: readonly Message[];
  stored: DialogueState | undefined;
};

/** Claims a due turn and reads it in the same transaction; undefined where nothing is due or somebody else works on it. */
export async function claimAndRead(
  sql: Sql,
  input: { shopId: ShopId; conversationId: ConversationId; owner: string; now: Date },
): Promise<TurnClaim | undefined> {
  const { shopId, conversationId } = input;
  // One flight: the last messages are enough nearly always, so that nothing has to wait for the claim's answer.
  const [claim, messages, opened] = await Promise.all([
    claimTurn(sql, input),
    listMessages(sql, shopId, conversationId, { limit: messagesAtOnce, withPrivate: false, latest: true }),
    readConversation(sql, shopId, conversationId),
  ]);
  if (!claim) return undefined;
  const afterSeq = firstContextSeq(claim) - 1;
  const isEnough = messages.length < messagesAtOnce || (messages[0]?.seq ?? 0) <= afterSeq + 1;
  if (!isEnough) return { ...claim, read: await readTurn(sql, claim) };
  const asked = opened.conversation && findCustomer(sql, shopId, opened.conversation.customerId);
  sql.finish();
  const customer = await asked;
  return { ...claim, read: { ...opened, customer, messages: messages.filter((message) => message.seq > afterSeq) } };
}

/** Messages that are read together with the claim. */
const messagesAtOnce = 16;

async function readTurn(sql: Sql, claim: TurnClaim): Promise<TurnRead> {
  const { shopId, conversationId } = claim;
  const [opened, messages] = await Promise.all([
    readConversation(sql, shopId, conversationId),
    listMessages(sql, shopId, conversationId, { afterSeq: firstContextSeq(claim) - 1, limit: 100, withPrivate: false }),
  ]);
  const customer = opened.conversation && (await findCustomer(sql, shopId, opened.conversation.customerId));
  return { ...opened, customer, messages };
}

async function readConversation(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
): Promise<Pick<TurnRead, 'conversation' | 'stored'>> {
  const [conversation, stored] = await Promise.all([
    findConversation(sql, shopId, conversationId),
    loadDialogueState<DialogueState>(sql, shopId, conversationId),
  ]);
  return { conversation, stored };
}

function firstContextSeq(claim: TurnClaim): number {
  return Math.max(1, claim.firstSeq - contextLength);
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
    ...records,
    findProduct: (productId) => shop.products.get(productId),
  };
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
function memoryOf(stored: DialogueState | undefined, conversation: Conversation): DialogueState {
  const state = { ...initialDialogueState(), ...stored };
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
