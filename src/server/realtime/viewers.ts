import type { ConversationId, OutboxRelay, PublishedEvent, ShopId, StaffId } from '../../platform/index.ts';
import type { Registry } from './registry.ts';

export type Viewer = { staffId: string; name: string; isTyping: boolean };

/** Who of the staff looks at which conversation now, over all windows of all nodes. */
export type Viewers = {
  of(shopId: ShopId, conversationId: ConversationId): Viewer[];
  setTyping(conversationId: ConversationId, staffId: StaffId, isTyping: boolean): void;
  /** Sends the list to everybody who looks at the conversation, here and at other nodes. */
  tell(shopId: ShopId, conversationId: ConversationId): void;
  /** Another node tells who looks there. */
  heard(event: PublishedEvent<'viewers.changed'>): Promise<void>;
  stop(): void;
};

/** A typing mark without news is taken away after this time. */
const typingMilliseconds = 6_000;
/** Nodes tell again what they know this often; what was not told again for longer is over, such as a node that died. */
const againMilliseconds = 15_000;
const believedMilliseconds = 40_000;
/** Viewers of one conversation at one node that others are told of; a note between nodes is small. */
const mostTold = 20;

/** Derived from the subscriptions of staff, so that it can never say anything else than what is open. */
export function createViewers(parts: {
  registry: Registry;
  now: () => number;
  /** This node among others. */
  node: string;
  relay: Pick<OutboxRelay, 'announce'>;
  nameOf(shopId: ShopId, staffId: StaffId): Promise<string>;
}): Viewers {
  const { registry, now, node } = parts;
  const typing = new Map<string, number>();
  const elsewhere = new Map<ConversationId, Map<string, { viewers: readonly Viewer[]; until: number }>>();

  const here = (shopId: ShopId, conversationId: ConversationId): Map<StaffId, Viewer> => {
    const viewers = new Map<StaffId, Viewer>();
    for (const { connection } of registry.subscriptions(shopId, conversationId)) {
      if (connection.who.role !== 'staff') continue;
      const { staffId, name } = connection.who.signedIn.staff;
      const until = typing.get(`${conversationId}/${staffId}`) ?? 0;
      viewers.set(staffId, { staffId, name, isTyping: until > now() });
    }
    return viewers;
  };
  const of = (shopId: ShopId, conversationId: ConversationId): Viewer[] => {
    const all = new Map<string, Viewer>(here(shopId, conversationId));
    for (const { viewers, until } of elsewhere.get(conversationId)?.values() ?? [])
      for (const viewer of until > now() ? viewers : [])
        all.set(viewer.staffId, { ...viewer, isTyping: viewer.isTyping || all.get(viewer.staffId)?.isTyping === true });
    return [...all.values()];
  };
  const tellHere = (shopId: ShopId, conversationId: ConversationId) => {
    const viewers = of(shopId, conversationId);
    for (const { connection } of registry.subscriptions(shopId, conversationId))
      if (connection.who.role === 'staff') connection.send({ type: 'viewers', conversationId, viewers });
  };
  const tellOthers = (shopId: ShopId, conversationId: ConversationId) => {
    const viewers = [...here(shopId, conversationId)].slice(0, mostTold);
    parts.relay.announce({
      type: 'viewers.changed',
      shopId,
      conversationId,
      payload: { node, viewers: viewers.map(([staffId, { isTyping }]) => ({ staffId, isTyping })) },
    });
  };
  const again = setInterval(() => {
    for (const [conversationId, nodes] of elsewhere) {
      for (const [other, { until }] of nodes) if (until <= now()) nodes.delete(other);
      if (nodes.size === 0) elsewhere.delete(conversationId);
    }
    for (const { shopId, conversationId } of watchedByStaff(registry)) tellOthers(shopId, conversationId);
  }, againMilliseconds);
  again.unref();

  return {
    of,
    setTyping: (conversationId, staffId, isTyping) => {
      if (isTyping) typing.set(`${conversationId}/${staffId}`, now() + typingMilliseconds);
      else typing.delete(`${conversationId}/${staffId}`);
    },
    tell: (shopId, conversationId) => {
      tellHere(shopId, conversationId);
      tellOthers(shopId, conversationId);
    },
    heard: async ({ shopId, conversationId, payload }) => {
      if (!conversationId || payload.node === node) return;
      const watchers = here(shopId, conversationId);
      const nodes = elsewhere.get(conversationId) ?? new Map();
      const isNew = !nodes.has(payload.node) && payload.viewers.length > 0;
      if (watchers.size === 0 && nodes.size === 0 && payload.viewers.length === 0) return;
      const viewers = await Promise.all(
        payload.viewers.map(async ({ staffId, isTyping }) => ({
          staffId,
          isTyping,
          name: await parts.nameOf(shopId, staffId),
        })),
      );
      if (viewers.length === 0) nodes.delete(payload.node);
      else nodes.set(payload.node, { viewers, until: now() + believedMilliseconds });
      elsewhere.set(conversationId, nodes);
      tellHere(shopId, conversationId);
      // Whoever has just come there does not know yet who is here.
      if (isNew && watchers.size > 0) tellOthers(shopId, conversationId);
    },
    stop: () => clearInterval(again),
  };
}

/** Conversations that windows of staff follow here. */
function watchedByStaff(registry: Registry): { shopId: ShopId; conversationId: ConversationId }[] {
  const watched = new Map<string, { shopId: ShopId; conversationId: ConversationId }>();
  for (const shopId of registry.shopsWithStaff())
    for (const connection of registry.staffOfShop(shopId))
      for (const conversationId of connection.subscriptions.keys())
        watched.set(`${shopId}/${conversationId}`, { shopId, conversationId });
  return [...watched.values()];
}
