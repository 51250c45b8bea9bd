import { useMemo, useRef } from 'react';
import { api } from '../../session/api.ts';
import { useDeskEvent } from '../../shell/desk-events.ts';

/** Remembers which suggestion is in the reply box and tells, once the reply goes out, whether it was used as it was or changed. */
export function useAdopted(conversationId: string): { told(sent: string): void } {
  const last = useRef<{ suggestionId: string; text: string }>(undefined);
  useDeskEvent('adopted', (suggestion) => {
    last.current = suggestion;
  });
  return useMemo(
    () => ({
      told: (sent) => {
        const suggestion = last.current;
        last.current = undefined;
        if (!suggestion) return;
        const outcome = sent === suggestion.text.trim() ? 'adopted' : 'edited';
        // Only counted for training; the reply has gone out already.
        api.recordSuggestion(conversationId, suggestion.suggestionId, { outcome, text: sent }).catch(() => undefined);
      },
    }),
    [conversationId],
  );
}
