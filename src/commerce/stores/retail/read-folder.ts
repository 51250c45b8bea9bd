import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Refusal } from '../../shop-files.ts';
import { type JsonNode, readJson, toValue, writeNode } from './json-text.ts';
import {
  fits,
  type RetailOrder,
  type RetailProduct,
  type RetailUser,
  retailOrder,
  retailProduct,
  retailUser,
} from './retail-documents.ts';

/** An entry with the line where it stands, its place in the file and its exact text. */
export type FolderEntry<T> = { document: T; text: string; line: number; position: number };

export type RetailFolder = {
  users: ReadonlyMap<string, FolderEntry<RetailUser>>;
  orders: ReadonlyMap<string, FolderEntry<RetailOrder>>;
  products: ReadonlyMap<string, FolderEntry<RetailProduct>>;
};

export type FolderRead = { folder: RetailFolder; read: number; refused: readonly Refusal[] };

/** Reads users.json, orders.json and products.json, checks each entry alone and then all of them against each other. */
export async function readRetailFolder(path: string): Promise<FolderRead> {
  const refused: Refusal[] = [];
  if (!(await isFolder(path))) {
    refused.push({ file: path, line: 0, reason: 'there is no such folder' });
    return { folder: { users: new Map(), orders: new Map(), products: new Map() }, read: 0, refused };
  }
  const users = await readCollection(path, 'users.json', retailUser, () => undefined, refused);
  const products = await readCollection(path, 'products.json', retailProduct, productFault, refused);
  const orders = await readCollection(path, 'orders.json', retailOrder, orderFault, refused);
  const folder = { users: users.entries, orders: orders.entries, products: products.entries };
  // A missing or broken file would make every reference to it look wrong; its own refusal says enough.
  if (users.isWhole && products.isWhole && orders.isWhole) refused.push(...crossFaults(folder));
  return { folder, read: users.read + orders.read + products.read, refused };
}

type Collection<T> = { entries: Map<string, FolderEntry<T>>; read: number; isWhole: boolean };

async function readCollection<T>(
  path: string,
  file: string,
  schema: z.ZodType<T>,
  faultOf: (key: string, document: T) => string | undefined,
  refused: Refusal[],
): Promise<Collection<T>> {
  const entries = new Map<string, FolderEntry<T>>();
  const nothing = (refusal: Omit<Refusal, 'file'>) => {
    refused.push({ file, ...refusal });
    return { entries, read: 0, isWhole: false };
  };
  const text = await readText(join(path, file));
  if (text === undefined) return nothing({ line: 0, reason: 'the file is missing or cannot be read' });
  const json = readJson(text);
  if (!json.ok) return nothing({ line: json.line, column: json.column, reason: `not valid JSON: ${json.problem}` });
  if (json.node.kind !== 'object') return nothing({ line: json.node.line, reason: 'not an object of id → entry' });
  const seen = new Set<string>();
  let isWhole = true;
  for (const [position, { key, line, value }] of json.node.entries.entries()) {
    const document = toValue(value);
    const fault = seen.has(key) ? `the id ${key} appears a second time` : undefined;
    seen.add(key);
    if (fault === undefined && fits(schema, document)) {
      const inner = faultOf(key, document);
      if (inner === undefined) entries.set(key, { document, text: writeNode(value), line, position });
      else refused.push({ file, line, reason: inner });
      isWhole &&= inner === undefined;
    } else {
      isWhole = false;
      refused.push(fault === undefined ? shapeFault(file, key, value, schema) : { file, line, reason: fault });
    }
  }
  return { entries, read: seen.size, isWhole };
}

/** The first thing that is wrong with an entry's shape, at its own line. */
function shapeFault(file: string, key: string, node: JsonNode, schema: z.ZodType): Refusal {
  const issue = schema.safeParse(toValue(node)).error?.issues[0];
  const path = issue?.path ?? [];
  const reason = `${key}: ${[path.join('.'), issue?.message ?? 'not valid'].filter((part) => part !== '').join(': ')}`;
  return { file, line: lineOf(node, path), reason };
}

function lineOf(node: JsonNode, path: readonly PropertyKey[]): number {
  const [first, ...rest] = path;
  if (first === undefined) return node.line;
  if (node.kind === 'object') {
    const entry = node.entries.findLast(({ key }) => key === first);
    return entry === undefined ? node.line : lineOf(entry.value, rest);
  }
  const item = node.kind === 'array' && typeof first === 'number' ? node.items[first] : undefined;
  return item === undefined ? node.line : lineOf(item, rest);
}

function productFault(key: string, product: RetailProduct): string | undefined {
  if (product.product_id !== key) return `${key}: product_id is ${product.product_id}`;
  const wrong = Object.entries(product.variants).find(([id, variant]) => variant.item_id !== id);
  return wrong === undefined ? undefined : `${key}: the variant ${wrong[0]} has the item_id ${wrong[1].item_id}`;
}

function orderFault(key: string, order: RetailOrder): string | undefined {
  return order.order_id === key ? undefined : `${key}: order_id is ${order.order_id}`;
}

function crossFaults({ users, orders, products }: RetailFolder): Refusal[] {
  const refused: Refusal[] = [];
  for (const [id, { document: order, line }] of orders) {
    const refuse = (reason: string) => refused.push({ file: 'orders.json', line, reason: `${id}: ${reason}` });
    const user = users.get(order.user_id)?.document;
    if (user === undefined) refuse(`the customer ${order.user_id} is not in users.json`);
    else if (!user.orders.includes(id)) refuse(`the customer ${order.user_id} does not list this order`);
    for (const item of order.items) {
      const product = products.get(item.product_id)?.document;
      if (product === undefined) refuse(`the product ${item.product_id} is not in products.json`);
      else if (product.variants[item.item_id] === undefined) {
        refuse(`the product ${item.product_id} has no item ${item.item_id}`);
      }
    }
  }
  for (const [id, { document: user, line }] of users) {
    for (const orderId of user.orders) {
      const reason = orderOfUserFault(id, orderId, orders.get(orderId)?.document);
      if (reason !== undefined) refused.push({ file: 'users.json', line, reason: `${id}: ${reason}` });
    }
  }
  return refused;
}

function orderOfUserFault(userId: string, orderId: string, order: RetailOrder | undefined): string | undefined {
  if (order === undefined) return `the order ${orderId} is not in orders.json`;
  return order.user_id === userId ? undefined : `the order ${orderId} belongs to ${order.user_id}`;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
