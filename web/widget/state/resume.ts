/** Up to which message each conversation has come without a gap: where a new connection goes on. */
export type Resume = {
  of(conversationId: string): number;
  /** Messages came from the server, in order. A confirmation of an own message does not count: others may come before it. */
  heard(conversationId: string, messages: readonly { seq: number }[]): void;
  forget(): void;
};

/** Starts from nothing. */
export function createResume(): Resume {
  const seqs = new Map<string, number>();
  return {
    of: (conversationId) => seqs.get(conversationId) ?? 0,
    heard: (conversationId, messages) => {
      const highest = Math.max(0, ...messages.map((message) => message.seq));
      seqs.set(conversationId, Math.max(seqs.get(conversationId) ?? 0, highest));
    },
    forget: () => seqs.clear(),
  };
}
