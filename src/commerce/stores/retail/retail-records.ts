import type { RetailOrder, RetailProduct, RetailUser } from './retail-documents.ts';

/** What the tools read and write: the shop's three collections by their own ids. */
export type RetailRecords = {
  findUser(userId: string): Promise<RetailUser | undefined>;
  /** Upper and lower case make no difference. */
  findUserIdByEmail(email: string): Promise<string | undefined>;
  findUserIdByNameZip(firstName: string, lastName: string, zip: string): Promise<string | undefined>;
  findOrder(orderId: string): Promise<RetailOrder | undefined>;
  /** The order's place in the shop's own list of orders. */
  positionOfOrder(orderId: string): Promise<number>;
  findProduct(productId: string): Promise<StoredProduct | undefined>;
  listProducts(): Promise<readonly StoredProduct[]>;
  saveUser(userId: string, user: RetailUser): void;
  saveOrder(order: RetailOrder): void;
};

/** A product with its exact text: ids of variants look like numbers, and plain objects would sort them. */
export type StoredProduct = { product: RetailProduct; text: string };

/** The reading half, as a database or a folder offers it. */
export type RetailSource = Omit<RetailRecords, 'saveUser' | 'saveOrder'>;

/** An entity as it is after a change. */
export type RetailChange =
  | { collection: 'users'; id: string; after: RetailUser }
  | { collection: 'orders'; id: string; after: RetailOrder };

export type RetailWorkingCopy = RetailRecords & {
  /** Every saved entity once, in its last state: users first. */
  changes(): readonly RetailChange[];
  /** Forgets the changes since `mark()` was taken. */
  mark(): () => void;
};

/** Records whose writes stay here: for dry runs, and to write them all in one go at the end. */
export function workingCopy(source: RetailSource): RetailWorkingCopy {
  let users: ReadonlyMap<string, RetailUser> = new Map();
  let orders: ReadonlyMap<string, RetailOrder> = new Map();
  return {
    ...source,
    findUser: async (userId) => users.get(userId) ?? (await source.findUser(userId)),
    findOrder: async (orderId) => orders.get(orderId) ?? (await source.findOrder(orderId)),
    findUserIdByNameZip: async (firstName, lastName, zip) => {
      const changed = [...users].find(([, user]) => isNameZip(user, firstName, lastName, zip));
      if (changed !== undefined) return changed[0];
      const found = await source.findUserIdByNameZip(firstName, lastName, zip);
      return found !== undefined && users.has(found) ? undefined : found;
    },
    saveUser: (userId, user) => {
      users = new Map(users).set(userId, user);
    },
    saveOrder: (order) => {
      orders = new Map(orders).set(order.order_id, order);
    },
    changes: () => [
      ...[...users].map(([id, after]) => ({ collection: 'users', id, after }) as const),
      ...[...orders].map(([id, after]) => ({ collection: 'orders', id, after }) as const),
    ],
    mark: () => {
      const before = { users, orders };
      return () => {
        users = before.users;
        orders = before.orders;
      };
    },
  };
}

/** Records of plain documents; for tests and for checking a folder before it is imported. */
export function memorySource(documents: {
  users: ReadonlyMap<string, RetailUser>;
  orders: ReadonlyMap<string, RetailOrder>;
  products: ReadonlyMap<string, StoredProduct>;
}): RetailSource {
  const { users, orders, products } = documents;
  const idWhere = (is: (user: RetailUser) => boolean) => [...users].find(([, user]) => is(user))?.[0];
  return {
    findUser: async (userId) => users.get(userId),
    findUserIdByEmail: async (email) => idWhere((user) => user.email.toLowerCase() === email.toLowerCase()),
    findUserIdByNameZip: async (firstName, lastName, zip) =>
      idWhere((user) => isNameZip(user, firstName, lastName, zip)),
    findOrder: async (orderId) => orders.get(orderId),
    positionOfOrder: async (orderId) => [...orders.keys()].indexOf(orderId),
    findProduct: async (productId) => products.get(productId),
    listProducts: async () => [...products.values()],
  };
}

function isNameZip(user: RetailUser, firstName: string, lastName: string, zip: string): boolean {
  return (
    user.name.first_name.toLowerCase() === firstName.toLowerCase() &&
    user.name.last_name.toLowerCase() === lastName.toLowerCase() &&
    user.address.zip === zip
  );
}
