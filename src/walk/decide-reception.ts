import { createHash } from 'node:crypto';
import { skillGroupFor } from '../dialogue/index.ts';
import { localMoment, type RoutingSettings, readRoutingSettings, receive } from '../routing/index.ts';
import type { Decided } from './decide.ts';
import type { Turn } from './gather.ts';
import type { ShopRuntime, WalkParts } from './parts.ts';
import type { Read } from './understand.ts';

/**
 * Whether people answer this conversation first, by the shop's mode for channel and hour; only asked at its first turn. The mixed mode draws
 * by the conversation, so that the same one is never decided twice in two ways.
 */
export async function decideReception(
  parts: WalkParts,
  turn: Turn,
  read: Read,
): Promise<Pick<Decided, 'decision' | 'state' | 'decisions'> | undefined> {
  const { conversation, shop, facts } = turn;
  if (conversation.handler.kind !== 'ai' || conversation.firstReplyAt || turn.claim.firstSeq > 1) return undefined;
  const { reception: rules, followsShifts } = await rulesOf(parts, shop);
  if (rules.length === 0) return undefined;
  const reception = await parts.database.inShop(shop.shopId, (sql) =>
    receive(sql, {
      shopId: shop.shopId,
      rules,
      ...(followsShifts ? { onShiftAt: facts.now } : {}),
      channelId: conversation.channelId,
      isOpen: facts.humansAvailable,
      level: facts.loadLevel,
      moment: localMoment(facts.now, shop.timeZone, shop.settings.workingHours),
      draw: drawOf(conversation.conversationId),
    }),
  );
  if (reception === 'ai') return undefined;
  const reason = 'the shop lets people answer first now';
  const handOff = {
    reason: 'reception' as const,
    skillGroup: skillGroupFor('reception', read.understanding.intents[0]?.intent),
  };
  return {
    state: { ...turn.state, handOff },
    decision: {
      kind: 'hand-off',
      handOff,
      plan: {
        sayings: [{ key: 'hand-off.reception', parameters: {} }],
        facts: [],
        buttons: [],
        cards: [],
        isSoothing: false,
      },
      reason,
    },
    decisions: [{ kind: 'hand-off', reason }],
  };
}

type Rules = Pick<RoutingSettings, 'reception' | 'followsShifts'>;
const known = new WeakMap<ShopRuntime, { readAt: number; rules: Rules }>();
const knownMilliseconds = 15_000;

/** Most shops have no rules: a turn must not ask the database for them each time. */
async function rulesOf(parts: WalkParts, shop: ShopRuntime): Promise<Rules> {
  const now = parts.clock.now().getTime();
  const found = known.get(shop);
  if (found && Math.abs(now - found.readAt) < knownMilliseconds) return found.rules;
  const rules = await parts.database.inShop(shop.shopId, (sql) => readRoutingSettings(sql, shop.shopId));
  known.set(shop, { readAt: now, rules });
  return rules;
}

/** A number in [0, 1) that belongs to the conversation. */
function drawOf(conversationId: string): number {
  return createHash('sha256').update(conversationId).digest().readUInt32BE(0) / 4_294_967_296;
}
