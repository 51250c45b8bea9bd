import type { ConversationId, ShopId, StaffId } from '../../platform/index.ts';
import type { Registry } from './registry.ts';

export type Viewer = { staffId: string; name: string; isTyping: boolean };

/** Who of the staff looks at which conversation now, over all windows of this process. */
export type Viewers = {
  of(shopId: ShopId, conversationId: ConversationId): Viewer[];
  setTyping(conversationId: ConversationId, staffId: StaffId, isTyping: boolean): void;
  /** Sends the list to everybody who looks at the conversation. */
  tell(shopId: ShopId, conversationId: ConversationId): void;
};

/** A typing mark without news is taken away after this time. */
const typingMilliseconds = 6_000;

/** Derived from the subscriptions of staff, so that it can never say anything else than what is open. */
export function createViewers(registry: Registry, now: () => number): Viewers {
  const typing = new Map<string, number>();
  const of = (shopId: ShopId, conversationId: ConversationId): Viewer[] => {
    const viewers = new Map<string, Viewer>();
    for (const { connection } of registry.subscriptions(shopId, conversationId)) {
      if (connection.who.role !== 'staff') continue;
      const { staffId, name } = connection.who.signedIn.staff;
      const until = typing.get(`${conversationId}/${staffId}`) ?? 0;
      viewers.set(staffId, { staffId, name, isTyping: until > now() });
    }
    return [...viewers.values()];
  };
  return {
    of,
    setTyping: (conversationId, staffId, isTyping) => {
      if (isTyping) typing.set(`${conversationId}/${staffId}`, now() + typingMilliseconds);
      else typing.delete(`${conversationId}/${staffId}`);
    },
    tell: (shopId, conversationId) => {
      const viewers = of(shopId, conversationId);
      for (const { connection } of registry.subscriptions(shopId, conversationId))
        if (connection.who.role === 'staff') connection.send({ type: 'viewers', conversationId, viewers });
    },
  };
}
