import { fixedClock, silentLog } from '../../platform/index.ts';
import type { RemoteParts, RemoteToken } from '../stores/remote/remote-platform.ts';

/** A call as a fake platform sees it: address taken apart, form or JSON still as text. */
export type FakeCall = {
  method: string;
  /** Host and path. */
  address: string;
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body: string;
  isWrite: boolean;
};

export type FakeAnswer = { status?: number; json?: unknown; text?: string; headers?: Readonly<Record<string, string>> };

/**
 * Parts of a connection whose platform is a function: it checks each call as the platform would and answers. Tokens are kept in
 * memory, the clock stands still.
 */
export function fakePlatform(options: {
  now: string;
  settings: Readonly<Record<string, string>>;
  answer: (call: FakeCall) => FakeAnswer;
  token?: RemoteToken;
}) {
  const calls: FakeCall[] = [];
  const clock = fixedClock(options.now);
  let token = options.token;
  const parts: RemoteParts = {
    settings: options.settings,
    clock,
    log: silentLog(),
    tokens: {
      read: async () => token,
      renew: async (_old, make) => {
        token = await make();
        return token;
      },
    },
    http: async (request) => {
      const url = new URL(request.url);
      const call: FakeCall = {
        method: request.method,
        address: `${url.host}${url.pathname}`,
        query: Object.fromEntries(url.searchParams),
        headers: Object.fromEntries(
          Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        body: request.body ?? '',
        isWrite: request.isWrite ?? false,
      };
      calls.push(call);
      const answer = options.answer(call);
      const text = answer.text ?? JSON.stringify(answer.json);
      return { status: answer.status ?? 200, headers: answer.headers ?? {}, text };
    },
  };
  return { parts, calls, clock, token: () => token };
}

/** Throws unless the names are exactly these: a platform refuses parameters that it does not know. */
export function onlyThese(
  given: Readonly<Record<string, unknown>>,
  required: readonly string[],
  allowed: readonly string[] = [],
): void {
  const names = Object.keys(given);
  const missing = required.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !required.includes(name) && !allowed.includes(name));
  if (missing.length + unknown.length > 0)
    throw new Error(`missing ${missing.join(', ')}; unknown ${unknown.join(', ')}`);
}

/** Fields of a form body. */
export function formFields(body: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}
