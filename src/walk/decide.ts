import type { Actor, Verdict } from '../commerce/index.ts';
import {
  type ActionRequest,
  type ActionResult,
  type Decision,
  type DialogueState,
  decide as decideOnce,
  decideUnknown,
  type Question,
  type TurnFacts,
} from '../dialogue/index.ts';
import { isOpen, type WorkingHours } from '../routing/index.ts';
import { insertTicket } from '../tickets/index.ts';
import { askTools } from './ask-tools.ts';
import { decideCallBack, withCallBackOffer } from './decide-call-back.ts';
import { decideIncident } from './decide-incident.ts';
import { decideReception } from './decide-reception.ts';
import { decideWhileWaiting } from './decide-while-waiting.ts';
import { readFacts, type Turn } from './gather.ts';
import { storeWithoutCode } from './hidden-code.ts';
import type { WalkParts } from './parts.ts';
import { sendCode, tryCodeGiven } from './prove-customer.ts';
import { type Retrieved, retrieve } from './retrieve.ts';
import type { TurnTrace } from './turn-trace.ts';
import type { Read } from './understand.ts';

/** The turn's decision with everything that was done on the way to it. */
export type Decided = {
  decision: Exclude<Decision, { kind: 'act' }>;
  state: DialogueState;
  facts: TurnFacts;
  decisions: TurnTrace['decisions'];
  actions: TurnTrace['actions'];
  /** What knowledge says to the questions of the turn. */
  answers: readonly Retrieved[];
  /** Something was changed in the shop's system: the reply must go out, whatever else happened meanwhile. */
  hasActed: boolean;
  identified?: { storeCustomerId: string; displayName: string };
  milliseconds: number;
};

/** Requests that one turn may make; a flow that wants more is broken and ends with a person. */
const actionsPerTurn = 8;

/** Runs the rules and flows; between two decisions does what they ask for (reads, dry runs, actions), outside of any transaction. */
export async function decide(parts: WalkParts, turn: Turn, read: Read): Promise<Decided> {
  const startedAt = performance.now();
  if (turn.code !== undefined) await parts.database.inShop(turn.shop.shopId, (sql) => storeWithoutCode(sql, turn));
  const rated = decideRating(turn);
  if (rated) return { ...nothingDone(turn), ...rated, milliseconds: performance.now() - startedAt };
  const called = await decideCallBack(parts, turn);
  const incident = called ?? (await decideIncident(parts, turn, read));
  const waiting = incident ?? decideWhileWaiting(turn, read);
  const settled = waiting ?? (await decideReception(parts, turn, read));
  if (settled) return { ...nothingDone(turn), ...settled, milliseconds: performance.now() - startedAt };

  const done = nothingDone(turn);
  const input = { understanding: read.understanding, commands: read.commands, message: turn.incomingText };
  let output = decideOnce({ ...input, state: turn.state, facts: turn.facts });
  for (;;) {
    done.decisions.push({ kind: output.decision.kind, reason: output.decision.reason });
    if (output.decision.kind === 'act') {
      if (done.actions.length >= actionsPerTurn) return { ...done, ...handToPerson(output.state), milliseconds: 0 };
      const actionResult = await doRequest(parts, turn, output.state, output.decision.request, done);
      output = decideOnce({
        ...input,
        commands: output.commands,
        state: output.state,
        facts: done.facts,
        actionResult,
      });
      continue;
    }
    const { decision, state } = output;
    const unanswered = await answerQuestions(parts, turn, read, decision, done);
    if (!unanswered) {
      const settled = await withCallBackOffer(parts, turn, { decision, state, decisions: done.decisions });
      return { ...done, ...settled, milliseconds: performance.now() - startedAt };
    }
    output = decideUnknown({ ...input, state, facts: done.facts }, unanswered.question, unanswered.nearest);
  }
}

/** A rating is kept with the conversation and asks for no answer, whoever has answered before. */
function decideRating({ incoming, state }: Turn): Pick<Decided, 'decision' | 'state' | 'decisions'> | undefined {
  const parts = incoming.flatMap((message) => message.content);
  if (parts.length === 0 || !parts.every((part) => part.kind === 'rating')) return undefined;
  const reason = 'the customer rated the conversation';
  return { state, decision: { kind: 'wait', reason }, decisions: [{ kind: 'wait', reason }] };
}

/** Asks knowledge for the decision's questions, then the shop's connected tools; what nobody can answer has to be decided anew. */
async function answerQuestions(
  parts: WalkParts,
  turn: Turn,
  read: Read,
  decision: Decision,
  done: Done,
): Promise<{ question: Question; nearest: readonly string[] } | undefined> {
  if (decision.kind !== 'answer' || !decision.question) return undefined;
  const answers = retrieve(turn, read, [decision.question, ...(decision.furtherQuestions ?? [])]);
  const known = answers.filter((one) => one.answer.kind !== 'unknown');
  // A question back is no answer either.
  const isTold = known.some((one) => one.answer.kind !== 'narrow');
  const said = isTold ? undefined : await askTools(parts, turn, read);
  if (said !== undefined) {
    done.actions.push({ name: 'ask-tool', arguments: {}, state: 'read' });
    done.answers = [{ question: decision.question, answer: said }];
    return undefined;
  }
  const [first] = answers;
  if (known.length === 0 && !decision.plan && first?.answer.kind === 'unknown')
    return { question: first.question, nearest: first.answer.nearest.map((one) => one.title) };
  done.answers = known.length > 0 ? known : answers;
  return undefined;
}

type Done = Omit<Decided, 'decision' | 'state' | 'milliseconds' | 'decisions' | 'actions'> & {
  decisions: { kind: Decision['kind']; reason: string }[];
  actions: TurnTrace['actions'][number][];
};

function nothingDone(turn: Turn): Done {
  return { facts: turn.facts, decisions: [], actions: [], answers: [], hasActed: false };
}

async function doRequest(
  parts: WalkParts,
  turn: Turn,
  state: DialogueState,
  request: ActionRequest,
  done: Done,
): Promise<ActionResult> {
  const { shop } = turn;
  const now = turn.facts.now;
  switch (request.phase) {
    case 'identify': {
      const customer = await shop.store.findCustomer(request.clue);
      done.actions.push({ name: 'identify', arguments: { by: request.clue.by }, state: 'read' });
      if (!customer) return { phase: 'identify', orders: [], cases: [] };
      done.identified = { storeCustomerId: customer.storeCustomerId, displayName: customer.name };
      const identity = { level: 'matched' as const, storeCustomerId: customer.storeCustomerId };
      done.facts = await readFacts(parts, shop, { ...state, identity });
      return { phase: 'identify', customer, orders: done.facts.orders, cases: done.facts.cases };
    }
    case 'send-code': {
      const result = await sendCode(parts, turn, request);
      const state = result.sent.ok ? 'done' : 'refused';
      done.actions.push({ name: 'send-code', arguments: { channel: request.channel }, state });
      return result;
    }
    case 'try-code': {
      const { result, facts } = await tryCodeGiven(parts, turn, state);
      done.actions.push({ name: 'try-code', arguments: {}, state: result.verdict === 'right' ? 'done' : 'refused' });
      if (facts) done.facts = facts;
      return result;
    }
    case 'find-order': {
      const order = await shop.store.findOrder(request.orderId);
      done.actions.push({ name: 'find-order', arguments: { orderId: request.orderId }, state: 'read' });
      const isOwn = order !== undefined && order.storeCustomerId === state.identity.storeCustomerId;
      return { phase: 'find-order', ...(order && isOwn ? { order } : {}), isForeign: order !== undefined && !isOwn };
    }
    case 'check': {
      const verdict = await shop.store.check(actorOf(state), request.action, request.arguments, now);
      done.actions.push({
        name: request.action,
        arguments: request.arguments,
        state: stateOfCheck(request.stopsAt, verdict),
      });
      return { phase: 'check', verdict };
    }
    case 'perform': {
      const idempotencyKey = `${turn.conversation.conversationId}/${request.runId}/${request.step}`;
      const outcome = await shop.store.perform(actorOf(state), request.action, request.arguments, {
        idempotencyKey,
        now,
      });
      done.actions.push({ name: request.action, arguments: request.arguments, state: outcome.ok ? 'done' : 'refused' });
      if (outcome.ok) {
        done.hasActed = true;
        done.facts = await readFacts(parts, shop, state);
      }
      return { phase: 'perform', outcome };
    }
    case 'create-ticket': {
      const dueAt = ticketDueAt(shop.settings.workingHours, shop.timeZone, now);
      const ticket = await parts.database.inShop(shop.shopId, (sql) =>
        insertTicket(sql, {
          shopId: shop.shopId,
          conversationId: turn.conversation.conversationId,
          customerId: turn.conversation.customerId,
          draft: request.ticket,
          uniqueKey: `${turn.conversation.conversationId}/${ticketKey(request)}`,
          dueAt,
          now,
        }),
      );
      done.actions.push({ name: 'create-ticket', arguments: { kind: request.ticket.kind }, state: 'done' });
      done.hasActed = true;
      return { phase: 'create-ticket', ticketId: String(ticket.number), dueText: dueAt.toISOString() };
    }
  }
}

/** One inquiry for a parcel, however often the talk comes back to it. */
/** A first look that ends nothing is a reading; only what is shown or refused is a check. */
function stateOfCheck(stopsAt: readonly string[] | undefined, verdict: Verdict): 'checked' | 'refused' | 'read' {
  if (stopsAt === undefined) return verdict.ok ? 'checked' : 'refused';
  return !verdict.ok && stopsAt.includes(verdict.reasonKey) ? 'refused' : 'read';
}

function ticketKey({ ticket, runId, step }: Extract<ActionRequest, { phase: 'create-ticket' }>): string {
  return ticket.kind === 'parcel' && ticket.orderId !== undefined ? `parcel/${ticket.orderId}` : `${runId}/${step}`;
}

function actorOf(state: DialogueState): Actor {
  return {
    storeCustomerId: state.identity.storeCustomerId ?? '',
    identity: state.identity.level === 'verified' ? 'verified' : 'matched',
  };
}

function handToPerson(state: DialogueState): Pick<Decided, 'decision' | 'state'> {
  const handOff = { reason: 'flow-step' as const, skillGroup: 'aftersale' };
  return {
    state: { ...state, handOff },
    decision: {
      kind: 'hand-off',
      handOff,
      plan: {
        sayings: [{ key: 'hand-off.flow-step', parameters: {} }],
        facts: [],
        buttons: [],
        cards: [],
        isSoothing: false,
      },
      reason: `more than ${actionsPerTurn} requests in one turn`,
    },
  };
}

/** Hours within which a ticket is answered while people are there; out of hours the clock starts when they come. */
const ticketHours = 4;

function ticketDueAt(hours: WorkingHours, timeZone: string, now: Date): Date {
  const open = isOpen(hours, now, timeZone);
  const start = open.isOpen || !open.opensAt ? now : open.opensAt;
  return new Date(start.getTime() + ticketHours * 3_600_000);
}
