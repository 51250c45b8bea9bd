import { type AgentWindow, openAgentWindow } from './agent-window.ts';

/** Agents' screens: which conversations they follow and how long a message takes to be shown there. */
export type Screens = {
  /** A message meant to be sent at `intended` was stored here; the conversation is followed from now on where a screen has room. */
  stored(where: { conversationId: string; seq: number }, intended: number): void;
  close(): void;
};

/** Opens one screen for each token; `onTime` hears when a followed message was meant to be sent and how long it took to be shown. */
export async function openScreens(
  input: { url: string; tokens: readonly string[] },
  onTime: (intended: number, milliseconds: number) => void,
  onText: (text: string) => void,
): Promise<Screens> {
  const followed = new Set<string>();
  /** When a message was meant to be sent, or was shown; whichever is known first waits for the other. */
  const places = new Map<string, { intended?: number; shownAt?: number }>();
  const screens: AgentWindow[] = [];

  const note = (key: string, half: { intended?: number; shownAt?: number }): void => {
    const { intended, shownAt } = { ...places.get(key), ...half };
    if (intended === undefined || shownAt === undefined) {
      places.set(key, half);
      return;
    }
    places.delete(key);
    onTime(intended, shownAt - intended);
  };

  for (const token of input.tokens)
    screens.push(
      await openAgentWindow(
        { url: input.url, token, address: '127.0.0.1' },
        {
          onShown: (conversationId, seq, text) => {
            if (followed.has(conversationId)) note(`${conversationId}/${seq}`, { shownAt: performance.now() });
            onText(text);
          },
        },
      ),
    );
  return {
    stored: ({ conversationId, seq }, intended) => {
      if (followed.has(conversationId)) note(`${conversationId}/${seq}`, { intended });
      else if (screens.some((one) => one.watch(conversationId))) followed.add(conversationId);
    },
    close: () => {
      for (const screen of screens) screen.close();
    },
  };
}
