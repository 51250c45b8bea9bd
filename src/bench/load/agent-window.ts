import { WebSocket } from 'ws';

/** An agent's screen: it follows some conversations and tells when a message is on it. */
export type AgentWindow = {
  /** Follows one more conversation; false where it has enough. */
  watch(conversationId: string): boolean;
  close(): void;
};

/** What one screen may follow at a time. */
const watchedAtMost = 10;

/** Opens an agent's screen; `onShown` hears of each message of a customer with its seq. */
export function openAgentWindow(
  given: { url: string; token: string; address: string },
  onShown: (conversationId: string, seq: number) => void,
): Promise<AgentWindow> {
  const watched = new Set<string>();
  const socket = new WebSocket(`${given.url.replace(/^http/, 'ws')}/realtime`, {
    perMessageDeflate: false,
    localAddress: given.address,
  });
  const watch = (conversationId: string): boolean => {
    if (watched.size >= watchedAtMost || watched.has(conversationId)) return false;
    watched.add(conversationId);
    socket.send(JSON.stringify({ type: 'watch', conversationId, afterSeq: 0 }));
    return true;
  };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', role: 'staff', token: given.token })));
    socket.on('message', (data) => {
      const line: Line = JSON.parse(String(data));
      if (line.type === 'ready') resolve({ watch, close: () => socket.terminate() });
      if (line.type === 'message' && line.message?.author?.kind === 'customer')
        onShown(line.conversationId ?? '', line.message.seq ?? 0);
    });
  });
}

type Line = { type: string; conversationId?: string; message?: { seq?: number; author?: { kind?: string } } };
