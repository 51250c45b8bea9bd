import { randomUUID } from 'node:crypto';
import type { Agent } from 'node:http';
import type { CustomerWindow, WindowEvents } from './customer-window.ts';
import { openSession, postJson } from './http-post.ts';

/**
 * Somebody whose messages come by webhook: one request with its proof for each message, delivered again until it is taken, as platforms
 * do. Answers are not heard here.
 */
export function createWebhookPerson(
  given: { url: string; shopId: string; shop: number; address: string; agent: Agent },
  events: Pick<WindowEvents, 'onAck' | 'onRefused'>,
): CustomerWindow {
  let token = '';
  let waiting = 0;
  let isOver = false;

  const deliver = async (intended: number, text: string): Promise<void> => {
    const body = { clientId: randomUUID(), content: [{ kind: 'text', text }] };
    for (;;) {
      const sentAt = performance.now();
      const answer = await postJson(`${given.url}/api/v1/widget/messages`, body, { ...given, token });
      if (answer.status === 200) {
        const stored: { conversationId: string; seq: number } = JSON.parse(answer.text);
        waiting -= 1;
        events.onAck(intended, sentAt, stored);
        return;
      }
      if (isOver) return;
      events.onRefused();
      await new Promise((resolve) => setTimeout(resolve, pauseAfter(answer)));
    }
  };

  return {
    shop: given.shop,
    open: async () => {
      token = await openSession(given);
    },
    say: (intended, text) => {
      waiting += 1;
      void deliver(intended, text);
    },
    drop: () => undefined,
    read: () => undefined,
    waiting: () => waiting,
    sayAgain: () => undefined,
    close: () => {
      isOver = true;
    },
  };
}

/** To the millisecond where the server says so, else the header's whole seconds. */
function pauseAfter({ text, retryAfter }: { text: string; retryAfter: string | undefined }): number {
  const told = /"retryAfterMs":(\d+)/.exec(text)?.[1];
  return told === undefined ? (Number(retryAfter) || 1) * 1_000 : Number(told);
}
