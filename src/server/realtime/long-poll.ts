import type { EventBus } from '../../platform/index.ts';

/** What ended the waiting, beside messages: somebody types. */
export type News = { typing?: { by: 'staff' | 'ai'; name: string } };

/** Waiting for news of one conversation, for windows without a socket. */
export type LongPoll = {
  /** Resolves with the next event of the conversation, after `seconds`, or when the caller is gone. */
  wait(topic: string, seconds: number, signal: AbortSignal): Promise<News | undefined>;
  stop(): void;
};

type Wake = (news?: News) => void;

/** One subscription of the bus for all who wait. */
export function createLongPoll(bus: EventBus): LongPoll {
  const waiting = new Map<string, Set<Wake>>();
  const wakeAll = (topic: string | undefined, news?: News) => {
    for (const wake of [...(waiting.get(topic ?? '') ?? [])]) wake(news);
  };
  const unsubscribe = [
    bus.subscribe(['message.received', 'message.sent', 'conversation.updated', 'conversation.assigned'], (event) =>
      wakeAll(event.conversationId),
    ),
    bus.subscribe(['typing.changed'], ({ conversationId, payload }) => {
      if (payload.by !== 'customer' && payload.isTyping)
        wakeAll(conversationId, { typing: { by: payload.by, name: '' } });
    }),
  ];

  return {
    wait: (topic, seconds, signal) =>
      new Promise((resolve) => {
        const wake: Wake = (news) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', abort);
          const others = waiting.get(topic);
          others?.delete(wake);
          if (others?.size === 0) waiting.delete(topic);
          resolve(news);
        };
        const abort = () => wake();
        const timer = setTimeout(() => wake(), seconds * 1_000);
        signal.addEventListener('abort', abort);
        waiting.set(topic, (waiting.get(topic) ?? new Set()).add(wake));
      }),
    stop: () => {
      for (const stop of unsubscribe) stop();
      for (const topic of [...waiting.keys()]) wakeAll(topic);
    },
  };
}
