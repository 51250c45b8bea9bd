import type { ClientLine } from '../../api/index.ts';
import type { Failure } from './failure.ts';
import type { LossReason, OpenTransport, Position, TransportEvents } from './transport.ts';
import type { Answer, ThreadAnswer, WidgetCalls } from './widget-calls.ts';

type PollCalls = Pick<WidgetCalls, 'newer' | 'send' | 'typing' | 'marks'>;

/** Seconds that the server may hold a question for news. */
const longestWait = 20;
/** A server that answers at once without news is not asked more often than this (ms). */
const shortestRound = 700;
const typingShown = 4_000;

/** Asks for news again and again, for networks that let no WebSocket through. */
export function pollTransport(calls: PollCalls, position: Position): OpenTransport {
  return (events) => {
    let isOver = false;
    const end = (reason?: LossReason) => {
      if (isOver) return;
      isOver = true;
      round.question.abort();
      if (reason) events.onLost(reason);
    };
    const round: Round = {
      calls,
      position,
      events,
      question: new AbortController(),
      askedOf: undefined,
      isOver: () => isOver,
      fail: (failure) => end(toReason(failure)),
    };
    void pollOn(round);
    return {
      say: (line) => {
        if (!isOver) void sayByCall(round, line);
      },
      check: () => undefined,
      stop: () => end(),
    };
  };
}

type Round = {
  calls: PollCalls;
  position: Position;
  events: TransportEvents;
  /** Ends the question that waits now. */
  question: AbortController;
  /** The conversation that the waiting question is about. */
  askedOf: string | undefined;
  isOver(): boolean;
  fail(failure: Failure): void;
};

async function pollOn(round: Round): Promise<void> {
  const { calls, position, events } = round;
  let wait = 0;
  let isFirst = true;
  while (!round.isOver()) {
    const startedAt = Date.now();
    const last = position.last();
    const question = new AbortController();
    round.question = question;
    round.askedOf = last?.conversationId;
    const answer: Answer<ThreadAnswer> = await calls.newer(last?.seq ?? 0, wait, question.signal);
    if (round.isOver()) return;
    if (question.signal.aborted) {
      wait = 0;
      continue;
    }
    if (!answer.ok) {
      if (answer.failure.kind !== 'rate-limited' && answer.failure.kind !== 'busy') return round.fail(answer.failure);
      await pause((answer.failure.retryAfterSeconds ?? 2) * 1_000);
      continue;
    }
    if (isFirst) events.onOpen();
    isFirst = false;
    const isBehind = tell(answer.value, position, events);
    wait = isBehind ? 0 : longestWait;
    const rest = shortestRound - (Date.now() - startedAt);
    if (!isBehind && answer.value.messages.length === 0 && rest > 0) await pause(rest);
  }
}

/** Passes an answer on as lines. True when it speaks of a conversation whose beginning is still to be asked for. */
function tell({ messages, conversation, typing }: ThreadAnswer, position: Position, events: TransportEvents): boolean {
  if (!conversation) return false;
  const { conversationId } = conversation;
  const last = position.last();
  // Asked for with the seq of the conversation before: the new one is read from its start.
  const isNew = last !== undefined && last.conversationId !== conversationId && last.seq > 0;
  if (!isNew) for (const message of messages) events.onLine({ type: 'message', conversationId, message });
  events.onLine({ type: 'conversation', conversation });
  if (typing) {
    events.onLine({ type: 'typing', conversationId, ...typing, isTyping: true });
    setTimeout(() => events.onLine({ type: 'typing', conversationId, ...typing, isTyping: false }), typingShown);
  }
  return isNew;
}

async function sayByCall(round: Round, line: ClientLine): Promise<void> {
  const { calls, events, fail } = round;
  if (line.type === 'typing') await calls.typing(line.isTyping);
  if (line.type === 'read') await calls.marks({ read: line.seq });
  if (line.type === 'delivered') await calls.marks({ delivered: line.seq });
  if (line.type !== 'send') return;
  const answer = await calls.send(line.clientId, line.content);
  if (round.isOver()) return;
  if (answer.ok) {
    events.onLine({ type: 'ack', clientId: line.clientId, ...answer.value });
    // The waiting question does not hear of a conversation that has just begun.
    if (round.askedOf !== answer.value.conversationId) round.question.abort();
  } else if (answer.failure.kind === 'away' || answer.failure.kind === 'signed-out') fail(answer.failure);
  else events.onLine({ type: 'reject', clientId: line.clientId, problem: toProblem(answer.failure) });
}

function toProblem({ kind, retryAfterSeconds }: Failure) {
  const type = kind === 'too-long' ? 'text-too-long' : kind;
  return { type, title: '', detail: '', ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

function toReason({ kind }: Failure): LossReason {
  return kind === 'signed-out' || kind === 'foreign-origin' ? kind : 'away';
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
