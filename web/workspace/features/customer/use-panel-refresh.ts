import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ConversationDetail } from '../../../api/index.ts';
import { keys } from '../../cache/keys.ts';

/** Reads customer and suggestions again when the customer has written, since both follow from the words. */
export function usePanelRefresh(detail: ConversationDetail | undefined): void {
  const cache = useQueryClient();
  const id = detail?.conversation.conversationId;
  const seq = detail?.messages.findLast((message) => message.author.kind === 'customer')?.seq;
  const seen = useRef(seq);
  useEffect(() => {
    if (id === undefined || seq === undefined) return;
    if (seen.current !== undefined && seen.current !== seq) {
      void cache.invalidateQueries({ queryKey: keys.panel(id) });
      void cache.invalidateQueries({ queryKey: keys.suggestions(id) });
    }
    seen.current = seq;
  }, [cache, id, seq]);
}
