import { callBackCancel, callBackForm, callBackPlan } from '../dialogue/index.ts';
import { callBackWish, findCallBack, latestEntry, readRoutingSettings, takeCallBackBack } from '../routing/index.ts';
import type { Decided } from './decide.ts';
import type { Turn } from './gather.ts';
import type { WalkParts } from './parts.ts';

type Settled = Pick<Decided, 'decision' | 'state' | 'decisions'>;

/**
 * What a customer says of being called while no agent answers: a number was left (it was sealed before the message was stored), the
 * call-back is taken back, or one is wanted. Undefined where it is about something else.
 */
export async function decideCallBack(parts: WalkParts, turn: Turn): Promise<Settled | undefined> {
  const { handler, channelId } = turn.conversation;
  if (handler.kind === 'agent') return undefined;
  const content = turn.incoming.flatMap((message) => message.content);
  if (content.some((part) => part.kind === 'form-answer' && part.formId === callBackForm.formId))
    return await kept(parts, turn);
  const isCancelled = content.some((part) => part.kind === 'text' && part.value === callBackCancel);
  const wish = isCancelled ? 'no-call' : callBackWish(turn.incomingText.text);
  if (wish === 'no-call') return await takenBack(parts, turn);
  const isAway = handler.kind === 'ai' && !turn.facts.humansAvailable;
  if (wish !== 'call' || (handler.kind === 'ai' && !isAway)) return undefined;
  if (parts.channels.get(channelId)?.descriptor.hasForms !== true || !(await isOffered(parts, turn))) return undefined;
  return answer(turn, offer(turn), 'the customer wants to be called');
}

/** Beside the words that people are away: the offer to be called when they come, where the customer asked for a person. */
export async function withCallBackOffer(parts: WalkParts, turn: Turn, settled: Settled): Promise<Settled> {
  const { decision, state } = settled;
  const { channelId, handler } = turn.conversation;
  const isAway = handler.kind === 'ai' && !turn.facts.humansAvailable && turn.facts.humansOpenAt !== undefined;
  const hasForms = parts.channels.get(channelId)?.descriptor.hasForms === true;
  if (decision.kind !== 'answer' && decision.kind !== 'ask') return settled;
  if (!isAway || !hasForms || !decision.plan || decision.plan.form) return settled;
  const isClosing = decision.plan.sayings.some((saying) => saying.key === 'leave-message.closed');
  if (!isClosing || !(await isOffered(parts, turn))) return settled;
  const { sayings, form } = offer(turn);
  const plan = { ...decision.plan, sayings: [...decision.plan.sayings, ...sayings], ...(form ? { form } : {}) };
  return { ...settled, state, decision: { ...decision, plan } };
}

/** Whether the shop calls back at all, and nobody is to be called here yet. */
async function isOffered(parts: WalkParts, turn: Turn): Promise<boolean> {
  const { shopId } = turn.shop;
  return await parts.database.inShop(shopId, async (sql) => {
    const { callBackAfterSeconds } = await readRoutingSettings(sql, shopId);
    if (callBackAfterSeconds === null) return false;
    return (await findCallBack(sql, shopId, turn.conversation.conversationId))?.state !== 'asked';
  });
}

function offer({ facts: { humansAvailable, humansOpenAt } }: Turn) {
  const isAway = !humansAvailable && humansOpenAt !== undefined;
  return isAway
    ? callBackPlan('offer-closed', { openAt: humansOpenAt }, { hasForm: true })
    : callBackPlan('offer', {}, { hasForm: true });
}

async function kept(parts: WalkParts, turn: Turn): Promise<Settled | undefined> {
  const { shopId } = turn.shop;
  const { conversationId } = turn.conversation;
  const { callBack, position } = await parts.database.inShop(shopId, async (sql) => ({
    callBack: await findCallBack(sql, shopId, conversationId),
    position: (await latestEntry(sql, shopId, conversationId))?.toldPosition,
  }));
  if (callBack?.state !== 'asked') return undefined;
  const phone = callBack.phoneMasked;
  const reason = 'the customer is to be called back at the old place';
  const canCancel = { canCancel: true } as const;
  if (turn.conversation.handler.kind === 'ai' && callBack.entersAt !== undefined) {
    const openAt = callBack.entersAt.toISOString();
    return answer(turn, callBackPlan('kept-closed', { phone, openAt }, canCancel), reason);
  }
  const plan =
    position === undefined
      ? callBackPlan('kept', { phone }, canCancel)
      : callBackPlan('kept-place', { phone, position }, canCancel);
  return answer(turn, plan, reason);
}

async function takenBack(parts: WalkParts, turn: Turn): Promise<Settled | undefined> {
  const { shopId } = turn.shop;
  const { conversationId, handler } = turn.conversation;
  const isTaken = await parts.database.inShop(shopId, (sql) =>
    takeCallBackBack(sql, shopId, conversationId, turn.facts.now),
  );
  if (!isTaken) return undefined;
  const key = handler.kind === 'queue' ? 'taken-back' : 'taken-back-closed';
  return answer(turn, callBackPlan(key), 'the customer has taken the call-back back');
}

function answer(turn: Turn, plan: ReturnType<typeof callBackPlan>, reason: string): Settled {
  return {
    state: turn.state,
    decision: { kind: 'answer', plan, reason },
    decisions: [{ kind: 'answer', reason }],
  };
}
