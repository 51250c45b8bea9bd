import { type AgentWindow, openAgentWindow } from './agent-window.ts';

/** Agents' screens: which conversations they follow and how long a message takes to be shown there. */
export type Screens = {
  /** A message meant to be sent at `intended` was stored here; the conversation is followed from now on where a screen has room. */
  stored(where: { conversationId: string; seq: number }, intended: number, kind: ShownKind): void;
  close(): void;
};

/** How the message came. */
export type ShownKind = 'shown' | 'webhookShown';
type Place = { intended?: number; kind?: ShownKind; shownAt?: number };

/** Opens one screen for each token; `onTime` hears when a followed message was meant to be sent and how long it took to be shown. */
export async function openScreens(
  input: { url: string; tokens: readonly string[] },
  onTime: (kind: ShownKind, intended: number, milliseconds: number) => void,
): Promise<Screens> {
  const followed = new Set<string>();
  /** When a message was meant to be sent, or was shown; whichever is known first waits for the other. */
  const places = new Map<string, Place>();
  const screens: AgentWindow[] = [];

  const note = (key: string, half: Place): void => {
    const { intended, kind = 'shown', shownAt } = { ...places.get(key), ...half };
    if (intended === undefined || shownAt === undefined) {
      places.set(key, half);
      return;
    }
    places.delete(key);
    onTime(kind, intended, shownAt - intended);
  };

  for (const token of input.tokens)
    screens.push(
      await openAgentWindow({ url: input.url, token, address: '127.0.0.1' }, (conversationId, seq) => {
        if (followed.has(conversationId)) note(`${conversationId}/${seq}`, { shownAt: performance.now() });
      }),
    );
  return {
    stored: ({ conversationId, seq }, intended, kind) => {
      if (followed.has(conversationId)) note(`${conversationId}/${seq}`, { intended, kind });
      else if (screens.some((one) => one.watch(conversationId))) followed.add(conversationId);
    },
    close: () => {
      for (const screen of screens) screen.close();
    },
  };
}
