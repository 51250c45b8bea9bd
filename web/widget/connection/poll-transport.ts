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
    const abort = new AbortController();
    let isOver = false;
    const end = (reason?: LossReason) => {
      if (isOver) return;
      isOver = true;
      abort.abort();
      if (reason) events.onLost(reason);
    };
    const fail = (failure: Failure) => end(toReason(failure));
    void pollOn({ calls, position, events, signal: abort.signal, isOver: () => isOver, fail });
    return {
      say: (line) => {
        if (!isOver) void sayByCall(calls, line, events, () => isOver, fail);
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
  signal: AbortSignal;
  isOver(): boolean;
  fail(failure: Failure): void;
};

async function pollOn(round: Round): Promise<void> {
  const { calls, position, events, signal } = round;
  let wait = 0;
  while (!round.isOver()) {
    const startedAt = Date.now();
    const answer: Answer<ThreadAnswer> = await calls.newer(position.last()?.seq ?? 0, wait, signal);
    if (round.isOver()) return;
    if (!answer.ok) {
      if (answer.failure.kind !== 'rate-limited') return round.fail(answer.failure);
      await pause((answer.failure.retryAfterSeconds ?? 2) * 1_000);
      continue;
    }
    if (wait === 0) events.onOpen();
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

async function sayByCall(
  calls: PollCalls,
  line: ClientLine,
  events: TransportEvents,
  isOver: () => boolean,
  fail: (failure: Failure) => void,
): Promise<void> {
  if (line.type === 'typing') await calls.typing(line.isTyping);
  if (line.type === 'read') await calls.marks({ read: line.seq });
  if (line.type === 'delivered') await calls.marks({ delivered: line.seq });
  if (line.type !== 'send') return;
  const answer = await calls.send(line.clientId, line.content);
  if (isOver()) return;
  if (answer.ok) events.onLine({ type: 'ack', clientId: line.clientId, ...answer.value });
  else if (answer.failure.kind === 'away' || answer.failure.kind === 'signed-out') fail(answer.failure);
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
