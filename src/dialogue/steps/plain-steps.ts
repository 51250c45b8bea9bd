import { isTrue } from '../condition.ts';
import type { StepOf } from '../flows/flow-definition.ts';
import { orderOf, type Speech, type StepContext, type StepOutcome, say, withSlot } from '../step-context.ts';
import type { SayingParameters } from '../types.ts';
import { factAt, lookUp } from '../view.ts';
import { localized } from '../wording/packs.ts';

/** Says a key with values of the records; each value becomes a fact that the guard accepts. */
export function runSay(step: StepOf<'say'>, context: StepContext): StepOutcome {
  const { run, facts } = context;
  const order = orderOf(run, facts);
  const scopes = scopesOf(step, context);
  const spoken = scopes.map((scope) => sayingAt(step, context, scope));
  const speech: Partial<Speech> = {
    sayings: spoken.map((one) => say(step.key, one.parameters)),
    facts: spoken.flatMap((one) => one.facts),
    buttons: step.buttons.map((button) => ({ label: localized(button.label), value: button.value })),
    cards: step.cards.flatMap(() => (order === undefined ? [] : [{ kind: 'order' as const, orderId: order.orderId }])),
  };
  return { kind: 'next', run, speech };
}

type Scope = Pick<Parameters<typeof lookUp>[1], 'parcel' | 'caseId' | 'methodId'> & { orderId?: string };

/** Orders of one list; more are asked for by number. */
const ordersListed = 10;

function scopesOf(step: StepOf<'say'>, { run, facts }: StepContext): readonly Scope[] {
  const order = orderOf(run, facts);
  if (step.each === 'parcels') return (order?.parcels ?? []).map((parcel) => ({ parcel }));
  if (step.each === 'cases') {
    const own = facts.cases.filter((one) => order === undefined || one.orderId === order.orderId);
    return own.slice(0, 3).map((one) => ({ caseId: one.caseId }));
  }
  if (step.each === 'orders') return facts.orders.slice(0, ordersListed).map(({ orderId }) => ({ orderId }));
  if (step.each === 'gift-cards') {
    const cards = (facts.customer?.paymentMethods ?? []).filter((method) => method.kind === 'gift-card');
    return cards.map(({ methodId }) => ({ methodId }));
  }
  return [{}];
}

function sayingAt(step: StepOf<'say'>, context: StepContext, { orderId, ...scope }: Scope) {
  const run = orderId === undefined ? context.run : withSlot(context.run, 'order', orderId);
  const view = { run, facts: context.facts, ...scope };
  const order = orderOf(run, context.facts);
  const currency = order === undefined ? {} : { currency: order.currency };
  const paths = Object.entries(step.parameters);
  const parameters: SayingParameters = Object.fromEntries(
    paths.map(([name, path]) => [name, lookUp(path, view)?.words ?? '—']),
  );
  const values = paths.flatMap(([, path]) => factAt(path, view, context.language) ?? []);
  return { parameters: { ...currency, ...parameters }, facts: values };
}

export function runBranch(step: StepOf<'branch'>, context: StepContext): StepOutcome {
  const { run } = context;
  const goal = step.cases.find((one) => isTrue(one.when, context))?.to ?? step.otherwise;
  if (goal === undefined) return { kind: 'next', run };
  return 'flow' in goal ? { kind: 'switch', run, flow: goal.flow } : { kind: 'next', run, step: goal.step };
}

/** Writes a task for people; its number and time come back with the result. */
export function runCreateTicket(step: StepOf<'create-ticket'>, context: StepContext): StepOutcome {
  const { run, facts, result } = context;
  if (result?.phase === 'create-ticket') {
    const { ticketId, dueText } = result;
    const outcome = { ok: true, key: step.done, parameters: { ticketId, dueText } };
    const ticketFacts = [
      {
        id: `ticket:${ticketId}`,
        title: localized('fact.ticket.id')[context.language],
        kind: 'id' as const,
        value: ticketId,
      },
      {
        id: `ticket:${ticketId}#due`,
        title: localized('fact.ticket.due')[context.language],
        kind: 'date-time' as const,
        value: dueText,
      },
    ];
    const speech = { sayings: [say(step.done, { ticketId, dueText })], facts: ticketFacts };
    return {
      kind: 'next',
      run: { ...run, results: { ...run.results, [step.id]: outcome } },
      speech,
      patch: { taskId: ticketId },
    };
  }
  const order = orderOf(run, facts);
  const details = Object.entries(step.details).flatMap(([name, path]) => {
    const words = lookUp(path, context)?.words;
    return words === undefined
      ? []
      : [[name, typeof words === 'object' ? words[context.language] : String(words)] as const];
  });
  const ticket = {
    kind: step.ticket,
    title: localized(step.title)[context.language],
    details: Object.fromEntries(details),
    ...(order === undefined ? {} : { orderId: order.orderId }),
  };
  return { kind: 'act', run, request: { phase: 'create-ticket', runId: run.runId, step: step.id, ticket } };
}

export function runHandOff(step: StepOf<'hand-off'>, { run }: StepContext): StepOutcome {
  return {
    kind: 'hand-off',
    run,
    reason: step.reason,
    ...(step.skillGroup === undefined ? {} : { skillGroup: step.skillGroup }),
  };
}

export function runEnd(step: StepOf<'end'>, { run }: StepContext): StepOutcome {
  return { kind: 'end', run, ...(step.say === undefined ? {} : { speech: { sayings: [say(step.say)] } }) };
}
