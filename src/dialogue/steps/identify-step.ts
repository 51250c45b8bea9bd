import type { IdentityProof } from '../../commerce/index.ts';
import type { StepOf } from '../flows/flow-definition.ts';
import { listOf, textOf } from '../slots/slot-reader.ts';
import {
  hintOf,
  type StepContext,
  type StepOutcome,
  say,
  withAttempt,
  withHint,
  withoutHint,
} from '../step-context.ts';
import type { AddressClue, FlowRun, IdentityClue, TurnFacts } from '../types.ts';
import { channelOf, isProofOpen, proveIdentity, withProofOpen } from './prove-identity.ts';

/** Name under which the open question for a clue is expected. */
export const identitySlot = 'identity';

/** Names of the words that may prove who writes. */
export const clueSlots: readonly string[] = ['email', 'phone', 'zip', 'name', 'phoneTail'];

/** Hint that the customer has not got the order's number at hand. */
export const withoutNumberHint = 'noOrderNumber';

/** Times that the question who somebody is may be put in one flow, whatever comes in answer. */
const asksPerFlow = 6;

type ClueKind = IdentityClue['by'];
type Asked = ClueKind | 'code';

/** Proves who writes: tries the clues that the customer has given, asks for the next kind, and gives up after a few. */
export function runIdentify(step: StepOf<'identify'>, context: StepContext): StepOutcome {
  const { facts, state, result } = context;
  if (facts.customer !== undefined) {
    const storeCustomerId = facts.customer.storeCustomerId;
    const isByCode = result?.phase === 'try-code' && result.verdict === 'right';
    const known = state.identity.level === 'none' ? ('matched' as const) : state.identity.level;
    const level = isByCode ? ('verified' as const) : known;
    const isNews = result?.phase === 'identify' || isByCode;
    const thanks = isNews ? { sayings: [say('identify.found', { name: facts.customer.name })] } : {};
    return { kind: 'next', run: context.run, speech: thanks, patch: { identity: { level, storeCustomerId } } };
  }
  if (result?.phase === 'send-code' || result?.phase === 'try-code') return proveIdentity(step.id, context);
  const hasFailed = result?.phase === 'identify';
  const told = hasFailed ? withoutPhone(state.told) : state.told;
  const run = withTold(hasFailed ? withAttempt(context.run, identitySlot) : context.run, told);
  const failures = (state.refusals[identitySlot] ?? 0) + (hasFailed ? 1 : 0);
  const patch = hasFailed ? { refusals: { ...state.refusals, [identitySlot]: failures }, ...(told && { told }) } : {};
  if (failures >= failuresPerTalk) return { ...giveUp(run), patch };
  const clue = nextClue(run, facts.store.identityClues);
  if (clue !== undefined) {
    return { kind: 'act', run: withoutClue(run, clue), request: { phase: 'identify', clue }, patch };
  }
  const claim = claimedAddress(run, facts);
  if (claim !== undefined) {
    const open = withProofOpen(withoutClue(run, claim), claim);
    return { kind: 'act', run: open, request: { phase: 'send-code', channel: channelOf(claim), clue: claim }, patch };
  }
  if (isProofOpen({ run })) return proveIdentity(step.id, { ...context, run });
  return { ...askForClue(step, context, run), patch };
}

/** The run with what was said before it began, so that nobody says it twice. */
function withTold(run: FlowRun, told: Told): FlowRun {
  const { order, phone } = told ?? {};
  const hasOrder = orderNumberOf(run) !== undefined;
  const hasPhone = hintOf(run, 'phone') !== undefined || hintOf(run, 'phoneTail') !== undefined;
  const withOrder = order === undefined || hasOrder ? run : withHint(run, 'order', order);
  return phone === undefined || hasPhone ? withOrder : withHint(withOrder, 'phoneTail', phone);
}

/** A phone that did not fit the order is not tried again with every wish; one that was given alone may still fit an order. */
function withoutPhone(told: Told): Told {
  return told?.order === undefined ? told : { order: told.order };
}

type Told = StepContext['state']['told'];

/** An address that a code can be sent to, where that proves who somebody is in this shop. */
function claimedAddress(run: FlowRun, facts: TurnFacts): AddressClue | undefined {
  if (!proofsHere(facts).includes('code')) return undefined;
  const channels = facts.codeChannels ?? [];
  const email = listOf(hintOf(run, 'email'))[0];
  if (email !== undefined && channels.includes('email')) return { by: 'email', email };
  const phone = textOf(hintOf(run, 'phone'));
  return phone !== '' && channels.includes('sms') ? { by: 'phone', phone } : undefined;
}

/** What proves who somebody is here and now; a code only where one can be sent. */
function proofsHere({ store, codeChannels = [] }: TurnFacts): readonly IdentityProof[] {
  return store.identityClues.filter((proof) => proof !== 'code' || codeChannels.length > 0);
}

/** Wrong clues that one conversation may try, over all flows; nobody finds out who somebody is by guessing. */
const failuresPerTalk = 6;

function giveUp(run: FlowRun): StepOutcome {
  return { kind: 'hand-off', run, reason: 'flow-step', speech: { sayings: [say('identify.failed')] } };
}

function askForClue(step: StepOf<'identify'>, context: StepContext, run: FlowRun): StepOutcome {
  const hasFailed = context.result?.phase === 'identify';
  const counted = context.isAnswerTried && !hasFailed ? withAttempt(run, identitySlot) : run;
  const asked = withAttempt(counted, `${identitySlot}.asked`);
  const isExhausted = (asked.attempts[`${identitySlot}.asked`] ?? 0) > asksPerFlow;
  if ((asked.attempts[identitySlot] ?? 0) >= step.attempts || isExhausted) return giveUp(asked);
  return askKind(context, asked, hasFailed);
}

function askKind(context: StepContext, counted: FlowRun, hasFailed: boolean): StepOutcome {
  const identityClues = proofsHere(context.facts);
  const asked = clueToAsk(counted, identityClues, hasFailed);
  if (asked === undefined) return { kind: 'end', run: counted, speech: { sayings: [say('identify.sign-in')] } };
  const problem = hasFailed ? [say('identify.not-found')] : context.isAnswerTried ? [say('identify.incomplete')] : [];
  const hasChoice = !hasFailed && identityClues.includes('email') && identityClues.includes('name-zip');
  const question = hasChoice ? 'identify.ask.email-or-name-zip' : askKey(asked, counted, context.facts);
  const sayings = [...problem, say(question)];
  return {
    kind: 'ask',
    run: withHint(counted, 'askedClue', asked),
    slot: identitySlot,
    options: [],
    speech: { sayings },
  };
}

/** Who has given the order's number is asked for the phone alone. */
function askKey(asked: Asked, run: FlowRun, facts: TurnFacts): string {
  const hasOrder = orderNumberOf(run) !== undefined;
  const [channel, other] = facts.codeChannels ?? [];
  if (asked === 'code') return `identify.ask.code-${other === undefined ? channel : 'both'}`;
  return asked === 'order-phone' && hasOrder ? 'identify.ask.phone-tail' : `identify.ask.${asked}`;
}

/** After a clue has failed, the next kind of clue; the shop's first kind otherwise. */
function clueToAsk(run: FlowRun, offered: readonly IdentityProof[], hasFailed: boolean): Asked | undefined {
  const all = offered.filter((kind) => kind !== 'id');
  const others = all.filter((kind) => kind !== 'order-phone');
  const kinds = hintOf(run, withoutNumberHint) !== undefined && others.length > 0 ? others : all;
  const last = kinds.findIndex((kind) => kind === hintOf(run, 'askedClue'));
  if (!hasFailed) return kinds[Math.max(last, 0)];
  return kinds[(last + 1) % kinds.length];
}

function nextClue(run: FlowRun, offered: readonly IdentityProof[]): IdentityClue | undefined {
  for (const kind of offered) {
    const clue = kind === 'id' || kind === 'code' ? undefined : clueReaders[kind](run);
    if (clue !== undefined) return clue;
  }
  return undefined;
}

const clueReaders: Readonly<Record<ClueKind, (run: FlowRun) => IdentityClue | undefined>> = {
  email: (run) => {
    const email = listOf(hintOf(run, 'email'))[0];
    return email === undefined ? undefined : { by: 'email', email };
  },
  phone: (run) => {
    const phone = textOf(hintOf(run, 'phone'));
    return phone === '' ? undefined : { by: 'phone', phone };
  },
  'name-zip': (run) => {
    const zip = textOf(hintOf(run, 'zip'));
    const [firstName, ...others] = textOf(hintOf(run, 'name')).split(/\s+/).filter(Boolean);
    const lastName = others.at(-1);
    return zip === '' || firstName === undefined || lastName === undefined
      ? undefined
      : { by: 'name-zip', firstName, lastName, zip };
  },
  'order-phone': (run) => {
    const orderId = orderNumberOf(run);
    const digits = (textOf(hintOf(run, 'phoneTail')) || textOf(hintOf(run, 'phone'))).replace(/\D/g, '');
    return orderId === undefined || digits.length < 4
      ? undefined
      : { by: 'order-phone', orderId, phoneTail: digits.slice(-4) };
  },
};

/** The number of an order that was given; "the last one" and "what I bought yesterday" are none. */
function orderNumberOf(run: FlowRun): string | undefined {
  const text = textOf(hintOf(run, 'order') ?? run.slots.order);
  return /\d{4}/.test(text) && !text.includes(':') ? text : undefined;
}

/** A clue is tried once: its words are taken out of the run; the order number stays, the flow needs it. */
function withoutClue(run: FlowRun, clue: IdentityClue): FlowRun {
  if (clue.by === 'email') {
    const [, ...others] = listOf(hintOf(run, 'email'));
    return others.length > 0 ? withHint(run, 'email', others) : withoutHint(run, 'email');
  }
  const hints: Readonly<Record<ClueKind, readonly string[]>> = {
    email: ['email'],
    phone: ['phone'],
    'name-zip': ['zip', 'name'],
    'order-phone': ['phoneTail', 'phone'],
  };
  return hints[clue.by].reduce(withoutHint, run);
}
