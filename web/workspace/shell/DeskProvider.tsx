import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { ConversationDetail, Suggestion } from '../../api/index.ts';
import type { Desk, DeskVerbs } from '../actions/index.ts';
import { keys } from '../cache/keys.ts';
import { useConversationVerbs } from '../features/conversation/use-conversation-verbs.ts';
import { usePresenceChange } from '../session/use-presence-change.ts';
import { useSession } from '../session/use-session.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import { createDeskBell, DeskBellContext } from './desk-events.ts';
import { chooseTheme } from './theme.ts';
import { useShortcuts } from './use-shortcuts.ts';

const DeskContext = createContext<Desk | undefined>(undefined);

/** What actions are decided by and carried out with. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const [bell] = useState(createDeskBell);
  const goOn = useCallback(() => bell.ring('move-in-list', 1), [bell]);
  const session = useSession();
  const navigate = useNavigate();
  const { conversationId } = useParams({ strict: false });
  const detail = useCached<ConversationDetail>(keys.conversation(conversationId ?? ''));
  const suggestions = useCached<{ suggestions: readonly Suggestion[] }>(keys.suggestions(conversationId ?? ''));
  const conversationVerbs = useConversationVerbs(conversationId, goOn);
  const setPresence = usePresenceChange();
  const signOut = useSignOut();
  const verbs = useMemo(
    (): DeskVerbs => ({
      ...conversationVerbs,
      moveInList: (step) => bell.ring('move-in-list', step),
      focusReply: (mode) => bell.ring('focus-reply', mode),
      openCanned: () => bell.ring('open-canned', undefined),
      focusSearch: () => bell.ring('focus-search', undefined),
      openTransfer: () => bell.ring('open-transfer', undefined),
      openPalette: () => bell.ring('open-palette', undefined),
      openHelp: () => bell.ring('open-help', undefined),
      adopt: (number) => bell.ring('adopt', number),
      setPresence,
      setTheme: chooseTheme,
      go: (to) => void navigate({ to }),
      showView: (view) => void navigate({ to: '/', search: { view } }),
      signOut,
    }),
    [bell, conversationVerbs, navigate, setPresence, signOut],
  );
  const suggestionCount = suggestions?.suggestions.length ?? 0;
  const desk = useMemo(() => ({ session, detail, suggestionCount, verbs }), [session, detail, suggestionCount, verbs]);
  useShortcuts(desk);
  return (
    <DeskBellContext.Provider value={bell}>
      <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>
    </DeskBellContext.Provider>
  );
}

/** What actions need; only inside the workspace. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('DeskProvider is missing');
  return desk;
}

/** Something out of the cache, without asking for it. */
function useCached<Data>(queryKey: readonly string[]): Data | undefined {
  return useQuery<Data>({
    queryKey,
    enabled: false,
    queryFn: () => Promise.reject(new Error('read from the cache only')),
  }).data;
}
