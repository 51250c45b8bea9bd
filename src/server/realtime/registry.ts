import type { ConversationId, CustomerId, ShopId, StaffId } from '../../platform/index.ts';
import type { Connection, Subscription } from './connection.ts';

/** Open windows of this process by what they are looked up by. */
export type Registry = {
  add(connection: Connection): void;
  remove(connection: Connection): void;
  all(): Iterable<Connection>;
  ofSession(sessionId: string): readonly Connection[];
  ofCustomer(shopId: ShopId, customerId: CustomerId): readonly Connection[];
  ofStaff(shopId: ShopId, staffId: StaffId): readonly Connection[];
  staffOfShop(shopId: ShopId): readonly Connection[];
  /** Shops with at least one open window of staff. */
  shopsWithStaff(): readonly ShopId[];
  hasCustomers(shopId: ShopId): boolean;
  subscribe(connection: Connection, conversationId: ConversationId, lastSeq: number): Subscription;
  unsubscribe(connection: Connection, conversationId: ConversationId): void;
  subscriptions(shopId: ShopId, conversationId: ConversationId): readonly Subscription[];
};

/** Makes an empty registry. */
export function createRegistry(): Registry {
  const connections = new Set<Connection>();
  const bySession = new Groups<Connection>();
  const byPerson = new Groups<Connection>();
  const staffByShop = new Groups<Connection>();
  const customersByShop = new Map<ShopId, number>();
  const byConversation = new Groups<Subscription>();
  const countCustomer = (shopId: ShopId, by: number) => {
    const count = (customersByShop.get(shopId) ?? 0) + by;
    if (count > 0) customersByShop.set(shopId, count);
    else customersByShop.delete(shopId);
  };
  const unsubscribe = (connection: Connection, conversationId: ConversationId) => {
    const subscription = connection.subscriptions.get(conversationId);
    if (!subscription) return;
    connection.subscriptions.delete(conversationId);
    byConversation.remove(`${connection.shopId}/${conversationId}`, subscription);
  };

  return {
    add: (connection) => {
      connections.add(connection);
      bySession.add(connection.sessionId, connection);
      byPerson.add(personOf(connection), connection);
      if (connection.who.role === 'staff') staffByShop.add(connection.shopId, connection);
      else countCustomer(connection.shopId, 1);
    },
    remove: (connection) => {
      if (!connections.delete(connection)) return;
      for (const conversationId of [...connection.subscriptions.keys()]) unsubscribe(connection, conversationId);
      bySession.remove(connection.sessionId, connection);
      byPerson.remove(personOf(connection), connection);
      if (connection.who.role === 'staff') staffByShop.remove(connection.shopId, connection);
      else countCustomer(connection.shopId, -1);
    },
    all: () => connections,
    ofSession: (sessionId) => bySession.of(sessionId),
    ofCustomer: (shopId, customerId) => byPerson.of(`${shopId}/customer/${customerId}`),
    ofStaff: (shopId, staffId) => byPerson.of(`${shopId}/staff/${staffId}`),
    staffOfShop: (shopId) => staffByShop.of(shopId),
    shopsWithStaff: () => [
      ...new Set([...connections].flatMap((one) => (one.who.role === 'staff' ? [one.shopId] : []))),
    ],
    hasCustomers: (shopId) => customersByShop.has(shopId),
    subscribe: (connection, conversationId, lastSeq) => {
      unsubscribe(connection, conversationId);
      const subscription = { connection, conversationId, lastSeq };
      connection.subscriptions.set(conversationId, subscription);
      byConversation.add(`${connection.shopId}/${conversationId}`, subscription);
      return subscription;
    },
    unsubscribe,
    subscriptions: (shopId, conversationId) => byConversation.of(`${shopId}/${conversationId}`),
  };
}

function personOf(connection: Connection): string {
  const { who, shopId } = connection;
  return who.role === 'customer'
    ? `${shopId}/customer/${who.session.customerId}`
    : `${shopId}/staff/${who.signedIn.staff.staffId}`;
}

const nobody: readonly never[] = [];

/** Lists by key that leave nothing behind when they are empty. Each change makes a new list: reading is free, and whoever goes through one may change it. */
class Groups<Item> {
  readonly #lists = new Map<string, readonly Item[]>();

  add(key: string, item: Item): void {
    this.#lists.set(key, [...this.of(key), item]);
  }

  remove(key: string, item: Item): void {
    const left = this.of(key).filter((one) => one !== item);
    if (left.length === 0) this.#lists.delete(key);
    else this.#lists.set(key, left);
  }

  of(key: string): readonly Item[] {
    return this.#lists.get(key) ?? nobody;
  }
}
