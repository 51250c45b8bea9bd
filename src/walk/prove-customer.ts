import type { ActionRequest, ActionResult, CodeTried, DialogueState, TurnFacts } from '../dialogue/index.ts';
import { AppError } from '../platform/index.ts';
import { readFacts, type Turn } from './gather.ts';
import type { WalkParts } from './parts.ts';
import {
  type CodeOnItsWay,
  type CodeSent,
  confirmVerificationCode,
  sendVerificationCode,
  type VerificationParts,
} from './verify-customer.ts';

type SendRequest = Extract<ActionRequest, { phase: 'send-code' }>;
type SendResult = Extract<ActionResult, { phase: 'send-code' }>;

/** Sends a one-time code from the talk; that no server could be reached is no failure of the turn. */
export async function sendCode(parts: WalkParts, turn: Turn, request: SendRequest): Promise<SendResult> {
  const verification = verificationParts(parts);
  if (verification === undefined) return { phase: 'send-code', sent: { ok: false, reason: 'not-possible' } };
  const { channel, clue } = request;
  try {
    const sent = await sendVerificationCode(verification, {
      shopId: turn.shop.shopId,
      customerId: turn.conversation.customerId,
      channel,
      language: languageOf(turn),
      ...(clue === undefined ? {} : { claim: clue }),
    });
    return { phase: 'send-code', sent: sendingOf(sent, channel) };
  } catch (error) {
    if (!(error instanceof AppError) || !['unavailable', 'invalid'].includes(error.kind)) throw error;
    parts.log.warn({ shopId: turn.shop.shopId, channel, err: error }, 'a one-time code could not be sent');
    return { phase: 'send-code', sent: { ok: false, reason: 'not-possible' } };
  }
}

/** Tries the code that the turn's message held; a right one brings the customer's records. */
export async function tryCodeGiven(
  parts: WalkParts,
  turn: Turn,
  state: DialogueState,
): Promise<{ result: CodeTried; facts?: TurnFacts }> {
  const verification = verificationParts(parts);
  const { proof } = state;
  if (verification === undefined || proof === undefined || turn.code === undefined)
    return { result: { phase: 'try-code', verdict: 'expired' } };
  const verdict = await confirmVerificationCode(verification, {
    shopId: turn.shop.shopId,
    customerId: turn.conversation.customerId,
    code: turn.code,
    sent: { codeId: proof.codeId, storeCustomerId: proof.storeCustomerId },
  });
  if (verdict !== 'right' || proof.storeCustomerId === undefined)
    return { result: { phase: 'try-code', verdict: verdict === 'right' ? 'wrong' : verdict } };
  const identity = { level: 'verified' as const, storeCustomerId: proof.storeCustomerId };
  const facts = await readFacts(parts, turn.shop, { ...state, identity });
  const { customer, orders, cases } = facts;
  if (customer === undefined) return { result: { phase: 'try-code', verdict: 'expired' } };
  return { result: { phase: 'try-code', verdict, customer, orders, cases }, facts };
}

function verificationParts(parts: WalkParts): VerificationParts | undefined {
  return parts.codes && { database: parts.database, clock: parts.clock, shops: parts.shops, ...parts.codes };
}

function sendingOf(sent: CodeSent, channel: SendRequest['channel']): SendResult['sent'] {
  if (sent.ok) return { ok: true, proof: proofOf(sent, channel), isRepeat: false };
  if (sent.reason !== 'too-many') return { ok: false, reason: 'not-possible' };
  const { open, waitSeconds } = sent;
  if (open !== undefined) return { ok: true, proof: proofOf(open, channel), isRepeat: true };
  return { ok: false, reason: 'too-many', waitSeconds };
}

function proofOf({ codeId, sentTo, storeCustomerId }: CodeOnItsWay, channel: SendRequest['channel']) {
  return { codeId, channel, sentTo, ...(storeCustomerId === undefined ? {} : { storeCustomerId }) };
}

function languageOf({ conversation, shop }: Turn): 'zh-CN' | 'zh-TW' | 'en' {
  const { language } = conversation;
  return language === 'zh-CN' || language === 'zh-TW' || language === 'en' ? language : shop.language;
}
