import type { QueryClient } from '@tanstack/react-query';
import type { ClientLine, ConversationDetail } from '../../api/index.ts';
import { keys } from '../cache/keys.ts';

/** Which conversations this window follows, and up to where it knows them. */
export type Watching = {
  /** Follows a conversation; call what comes back to stop. */
  watch(conversationId: string): () => void;
  /** Last known seq of each followed conversation. */
  resume(): Record<string, number>;
  /** Tells the server again, after a new connection. */
  sayAll(): void;
};

/** Follows conversations by whatever connection there is at the moment. */
export function createWatching(cache: QueryClient, say: (line: ClientLine) => boolean): Watching {
  const counts = new Map<string, number>();
  const afterSeq = (conversationId: string) =>
    cache.getQueryData<ConversationDetail>(keys.conversation(conversationId))?.messages.at(-1)?.seq ?? 0;
  const sayOne = (conversationId: string) => say({ type: 'watch', conversationId, afterSeq: afterSeq(conversationId) });
  return {
    watch: (conversationId) => {
      const before = counts.get(conversationId) ?? 0;
      counts.set(conversationId, before + 1);
      if (before === 0) sayOne(conversationId);
      return () => {
        const left = (counts.get(conversationId) ?? 1) - 1;
        if (left > 0) counts.set(conversationId, left);
        else {
          counts.delete(conversationId);
          say({ type: 'unwatch', conversationId });
        }
      };
    },
    resume: () => Object.fromEntries([...counts.keys()].map((id) => [id, afterSeq(id)])),
    sayAll: () => {
      for (const id of counts.keys()) sayOne(id);
    },
  };
}
