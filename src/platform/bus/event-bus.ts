import type { EventType, PublishedEvent } from '../events.ts';
import type { Log } from '../log.ts';

/** A published event of one of the types. */
export type EventOf<Type extends EventType> = Extract<PublishedEvent, { type: Type }>;

/** Carries events to everybody in this process. Delivery is at least once: handlers must be idempotent. */
export type EventBus = {
  /** Calls each handler at once, in the order of subscription; a handler's error is logged and touches no other. */
  publish(event: PublishedEvent): void;
  /** Listens to some types; call the result to stop. An async handler is not waited for. */
  subscribe<Type extends EventType>(
    types: readonly Type[],
    handler: (event: EventOf<Type>) => void | Promise<void>,
  ): () => void;
};

/** The bus inside one process; other processes are reached by the outbox relay over a `PeerLink`. */
export function createBus(log: Log): EventBus {
  const subscriptions = new Set<(event: PublishedEvent) => void>();
  const report = (event: PublishedEvent, error: unknown) =>
    log.error({ err: error, event: event.type, shopId: event.shopId }, 'an event handler failed');

  return {
    publish: (event) => {
      for (const deliver of [...subscriptions]) deliver(event);
    },
    subscribe: (types, handler) => {
      const deliver = (event: PublishedEvent) => {
        if (!isOneOf(event, types)) return;
        try {
          Promise.resolve(handler(event)).catch((error: unknown) => report(event, error));
        } catch (error) {
          report(event, error);
        }
      };
      subscriptions.add(deliver);
      return () => void subscriptions.delete(deliver);
    },
  };
}

function isOneOf<Type extends EventType>(event: PublishedEvent, types: readonly Type[]): event is EventOf<Type> {
  return types.some((type) => type === event.type);
}
