import { maskEmail, maskPhone } from '../../commerce/index.ts';
import { isRecord, textOf } from '../slots/slot-reader.ts';
import {
  hintOf,
  type StepContext,
  type StepOutcome,
  say,
  withAttempt,
  withHint,
  withoutHint,
} from '../step-context.ts';
import type { ActionResult, AddressClue, Choice, CodeChannel, CodeTried, FlowRun, Saying } from '../types.ts';
import { localized } from '../wording/packs.ts';

/** Name under which a one-time code, or the way on which it shall come, is expected. */
export const verificationSlot = 'verification';

/** Minutes for which a code is good, as customers are told. */
const codeMinutes = 10;

/** Questions about codes in one flow, and codes that came to nothing, before a person takes over. */
const asksPerRun = 8;
const failuresPerRun = 2;

/** Whether the running flow waits for its customer to be proven by a code. */
export function isProofOpen({ run, result }: Pick<StepContext, 'run' | 'result'>): boolean {
  return hintOf(run, 'proof') === 'open' || isAboutCode(result);
}

/** Whether the customer was proven by a code in this run. */
export function isProven(run: FlowRun): boolean {
  return hintOf(run, 'proof') === 'done';
}

/** The run that waits for a proof from now on, of the known customer or of the address that somebody claims. */
export function withProofOpen(run: FlowRun, clue?: AddressClue): FlowRun {
  const open = withoutHint(withoutHint(withHint(run, 'proof', 'open'), 'proofSent'), verificationSlot);
  return clue === undefined ? withoutHint(open, 'proofClue') : withHint(open, 'proofClue', { ...clue });
}

/** Ways on which the customer can get a code: those that work here and for which the shop has an address. */
export function waysToProve({ facts, run }: Pick<StepContext, 'facts' | 'run'>): readonly CodeChannel[] {
  const { codeChannels = [], customer } = facts;
  const claimed = claimOf(run);
  if (claimed !== undefined) return codeChannels.filter((channel) => channel === channelOf(claimed));
  return codeChannels.filter((channel) => (channel === 'email' ? customer?.email : customer?.phone));
}

/** Way on which a code reaches a claimed address. */
export function channelOf(clue: AddressClue): CodeChannel {
  return clue.by === 'email' ? 'email' : 'sms';
}

/** Offers a code, sends it, reads it; goes back to the same step once the customer is proven. */
export function proveIdentity(stepId: string, context: StepContext): StepOutcome {
  const { run, result, state } = context;
  if (result?.phase === 'send-code') return afterSending(context, result);
  if (result?.phase === 'try-code') return afterTrying(stepId, context, result);
  if (state.identity.level === 'verified') return { kind: 'next', run: proven(run), step: stepId };
  const word = textOf(hintOf(run, verificationSlot));
  const heard = { ...context, run: withoutHint(run, verificationSlot) };
  const ways = waysToProve(heard);
  const isWaiting = isSent(context);
  if (word === 'code' && isWaiting) return { kind: 'act', run: heard.run, request: { phase: 'try-code' } };
  const way = word === 'again' ? state.proof?.channel : ways.find((one) => one === word);
  if (way !== undefined && ways.includes(way)) return sendBy(way, heard);
  if (!isWaiting) return offer(heard, []);
  return ask(heard, [say(word === 'digits' ? 'verify.digits' : 'verify.enter', { sentTo: state.proof?.sentTo ?? '' })]);
}

function sendBy(channel: CodeChannel, { run }: StepContext): StepOutcome {
  const clue = claimOf(run);
  return { kind: 'act', run, request: { phase: 'send-code', channel, ...(clue === undefined ? {} : { clue }) } };
}

function afterSending(context: StepContext, { sent }: Extract<ActionResult, { phase: 'send-code' }>): StepOutcome {
  const { run } = context;
  if (sent.ok) {
    const { proof, isRepeat } = sent;
    const next = { ...context, run: withHint(run, 'proofSent', proof.codeId), state: { ...context.state, proof } };
    const key = isRepeat ? 'verify.on-its-way' : claimOf(run) === undefined ? 'verify.sent' : 'verify.sent-if-known';
    return { ...ask(next, [say(key, { sentTo: proof.sentTo, minutes: codeMinutes })]), patch: { proof } };
  }
  if (sent.reason === 'too-many' && sent.waitSeconds <= 60) {
    const wait = say('verify.wait', { seconds: sent.waitSeconds });
    return isSent(context) ? ask(context, [wait]) : offer(context, [wait]);
  }
  return giveUp(run, sent.reason === 'too-many' ? 'verify.too-many' : 'verify.not-possible');
}

function afterTrying(stepId: string, context: StepContext, tried: CodeTried): StepOutcome {
  const { run } = context;
  if (tried.verdict === 'right') {
    const { storeCustomerId } = tried.customer;
    const patch = { identity: { level: 'verified' as const, storeCustomerId } };
    return { kind: 'next', run: proven(run), step: stepId, speech: { sayings: [say('verify.done')] }, patch };
  }
  if (tried.verdict === 'wrong') return ask(context, [say('verify.wrong')]);
  const failed = withAttempt(withoutHint(run, 'proofSent'), `${verificationSlot}.failed`);
  const key = tried.verdict === 'expired' ? 'verify.expired' : 'verify.no-more-tries';
  if ((failed.attempts[`${verificationSlot}.failed`] ?? 0) >= failuresPerRun) return giveUp(failed, 'verify.failed');
  return offer({ ...context, run: failed }, [say(key)]);
}

/** Says why, names the addresses that are on file (masked), and sends nothing before the customer has chosen. */
function offer(context: StepContext, before: readonly Saying[]): StepOutcome {
  const { run, facts } = context;
  const ways = waysToProve(context);
  if (ways.length === 0) return giveUp(run, 'verify.not-possible');
  const claim = claimOf(run);
  const email = maskEmail((claim?.by === 'email' ? claim.email : facts.customer?.email) ?? '');
  const phone = maskPhone((claim?.by === 'phone' ? claim.phone : facts.customer?.phone) ?? '');
  const key = ways.length > 1 ? 'verify.offer.both' : `verify.offer.${ways[0]}`;
  const choices = ways.map((way): Choice => ({ value: way, label: localized(`button.send-code-${way}`) }));
  return ask(context, [...before, say(key, { email, phone })], choices);
}

function ask(context: StepContext, sayings: readonly Saying[], choices: readonly Choice[] = sendAgain()): StepOutcome {
  const run = withAttempt(context.run, `${verificationSlot}.asked`);
  if ((run.attempts[`${verificationSlot}.asked`] ?? 0) > asksPerRun) return giveUp(run, 'verify.failed');
  const label = (choice: Choice) => (typeof choice.label === 'string' ? choice.label : choice.label[context.language]);
  const human: Choice = { label: localized('button.human'), value: 'intent:human.request' };
  return {
    kind: 'ask',
    run,
    slot: verificationSlot,
    options: choices.map((choice) => ({ value: choice.value, label: label(choice) })),
    speech: { sayings, buttons: [...choices, human] },
  };
}

function sendAgain(): readonly Choice[] {
  return [{ value: 'again', label: localized('button.send-code-again') }];
}

function giveUp(run: FlowRun, key: string): StepOutcome {
  return { kind: 'hand-off', run, reason: 'flow-step', speech: { sayings: [say(key)] } };
}

function proven(run: FlowRun): FlowRun {
  return ['proofSent', 'proofClue', verificationSlot].reduce(withoutHint, withHint(run, 'proof', 'done'));
}

/** The code that this run has asked for is the last one that was sent in the talk. */
function isSent({ run, state }: StepContext): boolean {
  return state.proof !== undefined && hintOf(run, 'proofSent') === state.proof.codeId;
}

function isAboutCode(result: ActionResult | undefined): boolean {
  return result?.phase === 'send-code' || result?.phase === 'try-code';
}

function claimOf(run: FlowRun): AddressClue | undefined {
  const claim = hintOf(run, 'proofClue');
  if (!isRecord(claim)) return undefined;
  if (claim.by === 'email' && claim.email) return { by: 'email', email: claim.email };
  return claim.by === 'phone' && claim.phone ? { by: 'phone', phone: claim.phone } : undefined;
}
