import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { readJson } from '../../kit/read-json.ts';
import type { ConnectionSettings, RemotePlatform } from '../remote-platform.ts';
import { type FakeShop, Refused } from './fake-shop.ts';

/** How one platform speaks: what it wants of a request, and how it words what the fake shop has. For tests. */
export type Dialect = {
  platform: RemotePlatform;
  /** A connection that works at first: the access token is T1, the refresh token R1. */
  settings: ConnectionSettings;
  /** What is other where the key is wrong. */
  wrongKey: ConnectionSettings;
  /** Numbers of the fake shop's things, as the platform numbers them. */
  ids: { order(index: number): string; product(index: number): string; case(index: number): string; unknown: string };
  /** Status that an order needs to be cancelled there; paid where nothing is said. */
  cancels?: 'unpaid';
  /** False where the token does not end by itself. */
  hasTokens: boolean;
  /** Takes a request apart and checks its signature and time; Refused where the platform would. */
  ask(call: FakeCall, shop: FakeShop): Asked;
  /** By the method's name. */
  routes: Readonly<Record<string, Route>>;
  told(method: string, data: unknown): FakeReply;
  refused(why: Refused): FakeReply;
  /** Names of fields whose digits are written as a number, however many they are. */
  numbers?: readonly string[];
};

/** A request as it has arrived; names of headers in small letters. */
export type FakeCall = {
  method: string;
  host: string;
  path: string;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body: string;
};
export type FakeReply = { status?: number; json: unknown; headers?: Readonly<Record<string, string>> };
export type Asked = { method: string; given: unknown; token: string };
export type Route = {
  /** For whoever has no token yet. */
  isOpen: boolean;
  answer(given: unknown, shop: FakeShop): unknown;
};

/** An interface of a platform: parameters exactly as `wants` says, no other and none missing. */
export function route<Wants extends z.ZodType>(
  wants: Wants,
  answer: (given: z.output<Wants>, shop: FakeShop) => unknown,
  isOpen = false,
): Route {
  return {
    isOpen,
    answer(given, shop) {
      const read = wants.safeParse(given);
      if (read.success) return answer(read.data, shop);
      const issue = read.error.issues[0];
      throw new Refused('parameter', `${issue?.path.join('.')} ${issue?.message}`);
    },
  };
}

/** A whole number that comes as text. */
export const digits = z.string().regex(/^\d{1,19}$/);
export const number = digits.transform(Number);

/** The fields of a form; Refused where one comes twice. */
export function formOf(body: string): Record<string, string> {
  const entries = [...new URLSearchParams(body)];
  if (new Set(entries.map(([name]) => name)).size < entries.length) throw new Refused('parameter', 'a field twice');
  return Object.fromEntries(entries);
}

/** The JSON of a body; Refused where it is none. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refused('parameter', 'no JSON');
  }
}

/** Names and values one after the other, in the order of the names' bytes. */
export function byBytes(fields: Readonly<Record<string, string>>): string {
  return Object.keys(fields)
    .toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .map((name) => name + fields[name])
    .join('');
}

/** HMAC in hexadecimal digits. */
export function keyed(algorithm: 'md5' | 'sha256', key: string, text: string): string {
  return createHmac(algorithm, key).update(text).digest('hex');
}

/** Refused unless the time of a request is within so many minutes of the platform's. */
export function checkTime(shop: FakeShop, at: number, minutes: number): void {
  if (!(Math.abs(at - shop.clock.now().getTime()) <= minutes * 60_000)) throw new Refused('time', String(at));
}

/** Refused unless it is so. */
export function check(isRight: boolean, kind: Refused['kind'], detail = ''): void {
  if (!isRight) throw new Refused(kind, detail);
}

/** A part of a recorded answer that is kept as text, because its numbers are long. */
export function partOf(recorded: string, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (node, name) => Object.entries(z.looseObject({}).parse(node)).find(([key]) => key === name)?.[1],
    readJson(recorded),
  );
}

/** A copy of a recorded answer with other values at these paths (`order.lines.0.price`). */
export function patched(raw: unknown, values: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(values).reduce((node, [path, value]) => withValue(node, path.split('.'), value), raw);
}

function withValue(node: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(node))
    return node.map((item: unknown, index) => (String(index) === first ? withValue(item, rest, value) : item));
  const entries = typeof node === 'object' && node !== null ? Object.entries(node) : [];
  const inner: unknown = entries.find(([name]) => name === first)?.[1];
  return { ...Object.fromEntries(entries), [first]: withValue(inner, rest, value) };
}
