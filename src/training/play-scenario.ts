import { randomUUID } from 'node:crypto';
import { type Button, type ContentPart, listMessages, type Message } from '../conversations/index.ts';
import { findOrCreateCustomer, linkStoreCustomer } from '../customers/index.ts';
import { AppError, type ConversationId } from '../platform/index.ts';
import { findTurnOf, type TurnTrace } from '../walk/index.ts';
import { fillPlaceholders } from './placeholders.ts';
import type { Scenario, ScenarioTurn } from './scenario.ts';
import type { Stage } from './stage.ts';

/** What happened in one turn, as the customer and the trace saw it. */
export type PlayedTurn = {
  said: string;
  at: string;
  /** Words of the AI. */
  reply: string;
  buttons: readonly Button[];
  /** Everything else that the window shows as words: cards, forms, named sources. */
  shown: string;
  /** Absent where the message started no turn of its own. */
  trace?: TurnTrace;
  milliseconds: number;
};

export type PlayedScenario = { turns: readonly PlayedTurn[]; conversationId?: ConversationId };

/** Called after each turn, while the shop's records are as the turn has left them. */
export type TurnListener = (played: PlayedTurn, turn: ScenarioTurn, conversationId: ConversationId) => Promise<void>;

/** Plays a customer's part in the real walk, through the console channel, waiting for each reply. */
export async function playScenario(stage: Stage, scenario: Scenario, onTurn: TurnListener): Promise<PlayedScenario> {
  const personId = `scenario-${randomUUID()}`;
  let now = scenario.at === undefined ? stage.madeAt : new Date(scenario.at);
  stage.setClock(now);
  if (scenario.customer !== undefined) await signIn(stage, scenario, personId, scenario.customer);
  const turns: PlayedTurn[] = [];
  let conversationId: ConversationId | undefined;
  for (const turn of scenario.turns) {
    now = new Date(now.getTime() + (turn.minutesLater ?? 0) * 60_000);
    stage.setClock(now);
    const contents = await contentsOf(stage, scenario, turn, turns.at(-1));
    const played = await playTurn(stage, scenario, personId, contents);
    conversationId = played.conversationId;
    turns.push(played.turn);
    await onTurn(played.turn, turn, conversationId);
  }
  return { turns, ...(conversationId === undefined ? {} : { conversationId }) };
}

async function signIn(stage: Stage, scenario: Scenario, personId: string, storeCustomerId: string): Promise<void> {
  const shopId = stage.shops[scenario.shop];
  const shop = await stage.walk.shops.get(shopId);
  const known = await shop.store.findCustomer({ by: 'id', storeCustomerId });
  if (known === undefined)
    throw new AppError('invalid', `${scenario.id}: the shop has no customer ${storeCustomerId}`, { field: 'customer' });
  await stage.walk.database.inShop(shopId, async (sql) => {
    const customer = await findOrCreateCustomer(sql, {
      shopId,
      identity: { channelId: 'console', sourceId: personId, isVerified: true },
      language: scenario.language,
      now: stage.walk.clock.now(),
    });
    const { customerId } = customer;
    await linkStoreCustomer(sql, {
      shopId,
      customerId,
      storeCustomerId,
      displayName: known.name,
      identity: 'verified',
    });
  });
}

/** Messages of one turn: words, a pressed button, a picture. */
async function contentsOf(
  stage: Stage,
  scenario: Scenario,
  turn: ScenarioTurn,
  before: PlayedTurn | undefined,
): Promise<ContentPart[][]> {
  const picture: ContentPart[] = turn.image === undefined ? [] : [pictureNamed(turn.image)];
  if (turn.press !== undefined) {
    const button = before?.buttons.find((one) => one.label.toLowerCase().includes(turn.press?.toLowerCase() ?? ''));
    const label = button?.label ?? turn.press;
    return [[{ kind: 'text', text: label, ...(button ? { value: button.value } : {}) }, ...picture]];
  }
  const texts = turn.say === undefined ? [] : typeof turn.say === 'string' ? [turn.say] : turn.say;
  const filled = await Promise.all(texts.map((text) => fillPlaceholders(stage, scenario, text)));
  if (filled.length === 0) return [picture];
  return filled.map((text, at) => [
    ...(text === '' ? [] : [{ kind: 'text' as const, text }]),
    ...(at === filled.length - 1 ? picture : []),
  ]);
}

function pictureNamed(name: string): ContentPart {
  return { kind: 'image', image: { fileId: randomUUID(), width: 800, height: 600, contentType: 'image/jpeg', name } };
}

async function playTurn(
  stage: Stage,
  scenario: Scenario,
  personId: string,
  contents: readonly ContentPart[][],
): Promise<{ turn: PlayedTurn; conversationId: ConversationId }> {
  const { walk, receiver, shops } = stage;
  const shopId = shops[scenario.shop];
  const startedAt = performance.now();
  const received = await Promise.all(
    contents.map((content) =>
      receiver.receive(shopId, {
        channelId: 'console',
        personId,
        isVerified: scenario.customer !== undefined,
        messageId: randomUUID(),
        content,
        ...(scenario.customer === undefined ? {} : { language: scenario.language }),
        sentAt: walk.clock.now(),
      }),
    ),
  );
  await stage.settle();
  const milliseconds = performance.now() - startedAt;
  const first = received[0];
  if (first === undefined) throw new AppError('invalid', `${scenario.id}: a turn says nothing`, { field: 'say' });
  const { conversationId } = first;
  const lastSeq = Math.max(...received.map((one) => one.message.seq));
  return await walk.database.inShop(shopId, async (sql) => {
    const found = await findTurnOf(sql, shopId, conversationId, lastSeq);
    const later = await listMessages(sql, shopId, conversationId, {
      afterSeq: first.message.seq,
      limit: 100,
      withPrivate: false,
    });
    const turn: PlayedTurn = {
      said: contents.map((content) => content.map(wordsOfPart).join(' ')).join('\n'),
      at: walk.clock.now().toISOString(),
      ...repliesOf(later),
      ...(found ? { trace: found.trace } : {}),
      milliseconds,
    };
    return { turn, conversationId };
  });
}

function wordsOfPart(part: ContentPart): string {
  return part.kind === 'text' ? part.text : part.kind === 'image' ? `[${part.image.name}]` : '';
}

function repliesOf(messages: readonly Message[]): Pick<PlayedTurn, 'reply' | 'buttons' | 'shown'> {
  const parts = messages.filter((message) => message.author.kind === 'ai').flatMap((message) => message.content);
  return {
    reply: parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n'),
    buttons: parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : [])),
    shown: parts.map(shownWords).filter(Boolean).join('\n'),
  };
}

function shownWords(part: ContentPart): string {
  switch (part.kind) {
    case 'product-card':
      return `${part.title} ${part.priceText} ${part.stockText}`;
    case 'order-card':
      return [
        `${part.orderId} ${part.statusText} ${part.totalText}`,
        ...part.lines.map((line) => `${line.title} ${line.options} ${line.priceText}`),
      ].join('\n');
    case 'sources':
      return part.sources.map((source) => `${source.title}: ${source.value}`).join('\n');
    default:
      return '';
  }
}
