import type { PublishedEvent, StaffId } from '../../platform/index.ts';
import { toQueuePlace } from '../views/customer-view.ts';
import type { HubParts } from './lines.ts';

/** Everything that happens in a shop and that an open window hears of. Returns how to stop. */
export function listenToEvents(hub: HubParts): () => void {
  const { bus, router } = hub.server;
  router.onPlaces((shopId, places) => {
    for (const place of places) {
      const queue = toQueuePlace(place);
      if (!queue) continue;
      for (const { connection } of hub.registry.subscriptions(shopId, place.conversationId))
        connection.send({ type: 'queue', conversationId: place.conversationId, place: queue });
    }
  });
  const unsubscribe = [
    bus.subscribe(['message.received', 'message.sent'], (event) => {
      if (!event.conversationId) return;
      hub.feed.messages(event.shopId, event.conversationId, event.payload.seq);
      hub.inbox.changed(event.shopId, event.conversationId);
    }),
    bus.subscribe(
      [
        'conversation.updated',
        'conversation.queued',
        'conversation.assigned',
        'conversation.closed',
        'conversation.marked',
      ],
      (event) => {
        if (!event.conversationId) return;
        hub.feed.conversation(event.shopId, event.conversationId);
        if (event.type !== 'conversation.marked') hub.inbox.changed(event.shopId, event.conversationId);
      },
    ),
    bus.subscribe(['typing.changed'], (event) => tellTyping(hub, event)),
    bus.subscribe(['viewers.changed'], (event) => hub.viewers.heard(event)),
    bus.subscribe(['reply.streamed'], ({ conversationId, shopId, payload }) => {
      if (!conversationId) return;
      for (const { connection } of hub.registry.subscriptions(shopId, conversationId))
        connection.send({ type: 'reply-delta', conversationId, ...payload });
    }),
    bus.subscribe(['turn.waiting'], ({ conversationId, shopId, payload: { position, waitSeconds } }) => {
      if (!conversationId) return;
      const place = { position, waitSeconds: { p50: waitSeconds, p90: waitSeconds } };
      for (const { connection } of hub.registry.subscriptions(shopId, conversationId))
        if (connection.who.role === 'customer') connection.send({ type: 'queue', conversationId, place });
    }),
    bus.subscribe(['presence.changed'], (event) =>
      hub.inbox.presence(event.shopId, event.payload.staffId, event.payload.presence),
    ),
    bus.subscribe(['session.revoked'], (event) => endSessions(hub, event)),
    bus.subscribe(['broadcast.sent'], ({ shopId, payload: { name, text } }) => {
      for (const connection of hub.registry.staffOfShop(shopId)) connection.send({ type: 'broadcast', name, text });
    }),
    bus.subscribe(['incident.changed'], ({ shopId, payload: { incidentId, state } }) => {
      for (const connection of hub.registry.staffOfShop(shopId))
        connection.send({ type: 'incident', incidentId, state });
    }),
    bus.subscribe(['load.changed'], (event) => {
      const level = levelOf(event.payload.level);
      if (!level) return;
      for (const connection of hub.registry.staffOfShop(event.shopId)) connection.send({ type: 'load', level });
    }),
  ];
  return () => {
    for (const stop of unsubscribe) stop();
  };
}

async function tellTyping(hub: HubParts, event: PublishedEvent<'typing.changed'>): Promise<void> {
  const { conversationId, shopId, payload } = event;
  if (!conversationId) return;
  const followers = hub.registry.subscriptions(shopId, conversationId);
  if (followers.length === 0) return;
  const name = payload.staffId ? await hub.names.nameOf(shopId, payload.staffId) : '';
  for (const { connection } of followers) {
    const isOwn =
      connection.who.role === 'customer'
        ? payload.by === 'customer'
        : payload.by === 'staff' && connection.who.signedIn.staff.staffId === payload.staffId;
    if (!isOwn) connection.send({ type: 'typing', conversationId, by: payload.by, name, isTyping: payload.isTyping });
  }
}

function endSessions(hub: HubParts, event: PublishedEvent<'session.revoked'>): void {
  const { sessionId, staffId } = event.payload;
  const ended = sessionId ? hub.registry.ofSession(sessionId) : staffWindows(hub, event, staffId);
  for (const connection of ended) if (connection.shopId === event.shopId) connection.close('signedOut');
}

function staffWindows(hub: HubParts, event: PublishedEvent<'session.revoked'>, staffId: StaffId | undefined) {
  return staffId ? hub.registry.ofStaff(event.shopId, staffId) : [];
}

function levelOf(text: string): 'normal' | 'busy' | 'surge' | 'overload' | undefined {
  return (['normal', 'busy', 'surge', 'overload'] as const).find((level) => level === text);
}
