import { isTrue } from '../condition.ts';
import { hashArguments } from '../confirmation.ts';
import { harmlessActions, type StepOf } from '../flows/flow-definition.ts';
import { flowButton } from '../order-words.ts';
import { variantList } from '../slots/replacement-variants.ts';
import { listOf, textOf } from '../slots/slot-reader.ts';
import {
  hintOf,
  orderOf,
  refusedValues,
  type StepContext,
  type StepOutcome,
  say,
  withAttempt,
  withHint,
  withoutHint,
  withoutSlot,
} from '../step-context.ts';
import type { Choice, FlowRun, SlotValue } from '../types.ts';
import { localized } from '../wording/packs.ts';
import { asksFor } from './collect-step.ts';
import { isProofOpen, isProven, proveIdentity, waysToProve, withProofOpen } from './prove-identity.ts';

type Arguments = Readonly<Record<string, SlotValue>>;

/** Asks the shop's rules what would happen; a refusal is explained, other ways are offered, and who insists gets a person. */
export function runCheck(step: StepOf<'check'>, context: StepContext): StepOutcome {
  const { run, result } = context;
  if (result?.phase !== 'check') {
    return {
      kind: 'act',
      run,
      request: {
        phase: 'check',
        action: step.action,
        arguments: argumentsOf(step, context),
        ...(step.stopsAt && { stopsAt: step.stopsAt }),
      },
    };
  }
  const { verdict } = result;
  if (step.stopsAt !== undefined && (verdict.ok || !step.stopsAt.includes(verdict.reasonKey)))
    return { kind: 'next', run };
  const key = verdict.ok ? verdict.summaryKey : verdict.reasonKey;
  const hash = hashArguments(step.action, argumentsOf(step, context));
  const stamped = withResult(run, hashResult(step.id), { ok: true, key: hash, parameters: {} });
  const checked = withResult(stamped, step.id, { ok: verdict.ok, key, parameters: verdict.parameters });
  if (verdict.ok) return { kind: 'next', run: checked, speech: { facts: verdict.facts } };
  const reason = say(key, withCurrency(verdict.parameters, context));
  const again = askAgain(key, { ...context, run: checked });
  if (again !== undefined) return { ...again, speech: { sayings: [reason], facts: verdict.facts } };
  return refuse(step, { ...context, run: checked }, { sayings: [reason], facts: verdict.facts });
}

/** Shows what would happen and waits for a yes to exactly these arguments. */
export function runConfirm(step: StepOf<'confirm'>, context: StepContext): StepOutcome {
  const found = checkOf(step.check, context);
  if (found === undefined) return { kind: 'next', run: context.run, step: step.check };
  const { hash, result } = found;
  const previewed = context.run.results[step.id]?.parameters.hash;
  if (context.reply === 'yes' && previewed === hash) return { kind: 'next', run: { ...context.run, confirmed: hash } };
  if (context.reply === 'no' && previewed === hash)
    return { kind: 'end', run: context.run, speech: { sayings: [say('confirm.denied')] } };
  const isRepeat = previewed === hash && context.isAnswerTried;
  const counted = isRepeat ? (context.run.attempts[step.id] ?? 0) + 1 : 0;
  const run = withResult({ ...context.run, attempts: { ...context.run.attempts, [step.id]: counted } }, step.id, {
    ok: false,
    key: 'confirm.asked',
    parameters: { hash },
  });
  if (counted >= 3)
    return { kind: 'hand-off', run, reason: 'flow-step', speech: { sayings: [say('hand-off.attempts')] } };
  const preview = say(result.key, withCurrency(result.parameters, context));
  const reminders = step.reminders.map((key) => say(key));
  const question = say(isRepeat ? 'confirm.again' : 'confirm.ask');
  const choices = confirmChoices();
  return {
    kind: 'ask',
    run,
    slot: confirmSlot,
    options: choices.map((choice) => ({
      value: choice.value,
      label: typeof choice.label === 'string' ? choice.label : choice.label[context.language],
    })),
    speech: { sayings: [preview, ...reminders, question], buttons: choices },
  };
}

/** Name under which the open yes or no to a preview is expected. */
export const confirmSlot = 'confirm';

/**
 * The only place that asks for a change in the shop. Without the customer's yes to exactly these arguments it goes back
 * to the confirm step; the step name carries the arguments' hash, so that a retry is the same write and another write is not.
 */
export function runPerform(step: StepOf<'perform'>, context: StepContext): StepOutcome {
  const { run, result } = context;
  const found = checkOf(step.check, context);
  if (result?.phase === 'perform') return afterPerform(step, context);
  if (isProofOpen(context)) return proveIdentity(step.id, context);
  const isAgreed =
    found !== undefined && (harmlessActions.includes(found.check.action) || run.confirmed === found.hash);
  if (found === undefined || !isAgreed) {
    const confirm = context.definition.steps.find((one) => one.kind === 'confirm' && one.check === step.check);
    return confirm === undefined ? { kind: 'end', run } : { kind: 'next', run, step: confirm.id };
  }
  const { check, hash } = found;
  const request = {
    phase: 'perform' as const,
    action: check.action,
    arguments: argumentsOf(check, context),
    runId: run.runId,
    // What was refused for want of a proof stays refused under its key; with the proof it is asked anew.
    step: `${step.id}:${hash.slice(0, 16)}${isProven(run) ? ':proven' : ''}`,
  };
  return { kind: 'act', run, request };
}

function afterPerform(step: StepOf<'perform'>, context: StepContext): StepOutcome {
  const { result, definition } = context;
  if (result?.phase !== 'perform') return { kind: 'end', run: context.run };
  const { outcome } = result;
  if (!outcome.ok && needsProof(outcome.reasonKey, context))
    return { kind: 'next', run: withProofOpen(context.run), step: step.id };
  const { confirmed: _used, ...run } = context.run;
  const key = outcome.ok ? outcome.resultKey : outcome.reasonKey;
  const done = withResult(run, step.id, { ok: outcome.ok, key, parameters: outcome.parameters });
  const speech = { sayings: [say(key, withCurrency(outcome.parameters, context))], facts: outcome.facts };
  if (outcome.ok) return { kind: 'next', run: done, speech };
  const check = definition.steps.find((one) => one.kind === 'check' && one.id === step.check);
  return check?.kind === 'check'
    ? refuse(check, { ...context, run: done }, speech)
    : { kind: 'end', run: done, speech };
}

/** The customer's yes stands; only the proof of who says it is missing, and can be had. */
function needsProof(reasonKey: string, context: StepContext): boolean {
  return reasonKey === 'refused.identity-needed' && !isProven(context.run) && waysToProve(context).length > 0;
}

/** Refusals that another value of one slot would cure: the customer is told why and asked for that slot again. */
const curedBy: Readonly<Record<string, string>> = {
  'refused.photo-missing': 'images',
  'refused.tax-number': 'taxNumber',
  'refused.invalid-reason': 'reason',
  'refused.variant-unavailable': 'variants',
  'refused.same-variant': 'variants',
  'refused.price-differs': 'variants',
  'refused.price-higher': 'variants',
  'refused.same-address': 'address',
  'refused.incomplete-address': 'address',
  'refused.gift-card-balance': 'payment',
  'refused.refund-method': 'payment',
  'refused.same-payment-method': 'payment',
  'refused.unknown-payment-method': 'payment',
};

/** Back to the question for the slot at fault, once; the second time the refusal stands. */
function askAgain(key: string, { definition, run }: StepContext): StepOutcome | undefined {
  const slot = curedBy[key];
  const asking = slot === undefined ? undefined : definition.steps.find((one) => asksFor(one, slot));
  if (slot === undefined || asking === undefined || (run.attempts[`${slot}.refused`] ?? 0) >= 1) return undefined;
  // What was said before led to the refused value; it must not fill the slot once more.
  const value = textOf(run.slots[slot]);
  const known = withHint(run, refusedValues(slot), [...listOf(hintOf(run, refusedValues(slot))), value]);
  const open = withoutHint(withoutSlot(known, slot), 'said');
  return { kind: 'next', run: withAttempt(open, `${slot}.refused`), step: asking.id };
}

type Refusal = Pick<Required<StepOutcome>['speech'], 'sayings' | 'facts'>;

/** The first refusal offers other ways; the same wish refused again is for a person. */
function refuse(step: StepOf<'check'>, context: StepContext, speech: Refusal): StepOutcome {
  const { run, state, facts, flows } = context;
  const wish = `${run.flow}:${textOf(run.slots.order)}`;
  const count = (state.refusals[wish] ?? 0) + 1;
  const patch = { refusals: { ...state.refusals, [wish]: count } };
  if (count >= 2) {
    return {
      kind: 'hand-off',
      run,
      reason: 'no-right',
      speech: { ...speech, sayings: [...(speech.sayings ?? []), say('refused.insists')] },
      patch,
    };
  }
  const offered = step.alternatives.filter((one) => {
    const action = flows.get(one.flow)?.action;
    return (
      (action === undefined || facts.store.actions.includes(action)) &&
      (one.when === undefined || isTrue(one.when, { run, facts }))
    );
  });
  const buttons: Choice[] = offered.map((one) => flowButton(one.flow, flows.get(one.flow)?.title));
  buttons.push({ label: localized('button.human'), value: 'intent:human.request' });
  const hint = say(offered.length > 0 ? 'refused.alternatives' : 'refused.no-alternative');
  return { kind: 'end', run, speech: { ...speech, sayings: [...(speech.sayings ?? []), hint], buttons }, patch };
}

/** The check's good result, as long as it was made for the present arguments. */
function checkOf(checkId: string, context: StepContext) {
  const { definition, run } = context;
  const check = definition.steps.find((one) => one.id === checkId);
  const result = run.results[checkId];
  if (check?.kind !== 'check' || result === undefined || !result.ok) return undefined;
  const hash = hashArguments(check.action, argumentsOf(check, context));
  return run.results[hashResult(checkId)]?.key === hash ? { check, result, hash } : undefined;
}

function hashResult(checkId: string): string {
  return `${checkId}.hash`;
}

function argumentsOf(
  check: Pick<StepOf<'check'>, 'arguments' | 'stopsAt'>,
  { run, definition, facts }: StepContext,
): Arguments {
  const lines = orderOf(run, facts)?.lines ?? [];
  const present = Object.fromEntries(lines.map(({ lineId, variantId }) => [lineId, variantId]));
  const entries = Object.entries(check.arguments).flatMap(([name, slot]) => {
    const isReplacement = definition.slots[slot]?.type === 'replacement-variants';
    const chosen = run.slots[slot] ?? (isReplacement && check.stopsAt ? present : undefined);
    const value = isReplacement ? variantList(run.slots.lines, chosen) : chosen;
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function withResult(run: FlowRun, step: string, result: FlowRun['results'][string]): FlowRun {
  return { ...run, results: { ...run.results, [step]: result } };
}

/** Verdicts speak of money in minor units; the currency is the order's. */
function withCurrency(parameters: Readonly<Record<string, string | number>>, { run, facts }: StepContext) {
  const order = orderOf(run, facts);
  return order === undefined ? parameters : { currency: order.currency, ...parameters };
}

function confirmChoices(): readonly Choice[] {
  return [
    { value: 'yes', label: localized('button.confirm') },
    { value: 'no', label: localized('button.do-not') },
  ];
}
