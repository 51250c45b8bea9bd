import type { ContentPart, Message } from '../../api/index.ts';

/** A message of one's own that is shown before the server has it. */
export type Outgoing = {
  clientId: string;
  conversationId: string;
  content: readonly ContentPart[];
  isPrivate: boolean;
  createdAt: string;
  expectedSeq: number;
  /** `held`: not reached the server, goes out by itself; `stored`: the server has it; `failed`: refused, needs a decision. */
  state: 'sending' | 'held' | 'stored' | 'failed';
  /** Words for why it failed. */
  problem?: string;
};

/** The waiting messages without those that the server has stored meanwhile. */
export function withoutStored(outgoing: readonly Outgoing[], stored: readonly Message[]): readonly Outgoing[] {
  if (outgoing.length === 0) return outgoing;
  const known = new Set(stored.flatMap((message) => (message.clientId ? [message.clientId] : [])));
  const left = outgoing.filter((one) => !known.has(one.clientId));
  return left.length === outgoing.length ? outgoing : left;
}

/** One more waiting message; the same client id stands once. */
export function withOutgoing(outgoing: readonly Outgoing[], added: Outgoing): readonly Outgoing[] {
  return [...outgoing.filter((one) => one.clientId !== added.clientId), added];
}

/** A waiting message after what became of sending it. */
export function withOutgoingState(
  outgoing: readonly Outgoing[],
  clientId: string,
  change: Pick<Outgoing, 'state'> & { problem?: string },
): readonly Outgoing[] {
  return outgoing.map((one) => (one.clientId === clientId ? { ...one, ...change } : one));
}
