import { lookup } from 'node:dns';
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { AppError, UpstreamError } from './errors.ts';
import { isPublicAddress, lookUpPublic } from './public-address.ts';

/** A request whose answer is read as it comes. */
export type StreamRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers: Readonly<Record<string, string>>;
  body?: string;
  signal: AbortSignal;
};

/** Like `fetch`, without redirects, and only to addresses that it may connect to; see `createGuardedFetch`. */
export type GuardedFetch = (url: string, request: StreamRequest) => Promise<Response>;

/** Why an address is not called; `privateAddress` could be allowed, the others never are. */
export type BlockedReason = 'no-address' | 'protocol' | 'credentials' | 'private-address' | 'metadata-address';

/**
 * Requests to an address that somebody has typed into settings. `public` connects to the open internet only; `private` to networks of
 * one's own, too, but never to metadata services or link-local addresses. The address that was checked is the one that is used.
 */
export function createGuardedFetch(allowed: 'public' | 'private'): GuardedFetch {
  const guard = allowed === 'public' ? lookUpPublic : lookUpOutsideMetadata;
  const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };
  return (url, { method, headers, body, signal }) => {
    const reason = blockedReason(url, allowed);
    if (reason !== undefined) return Promise.reject(blockedError(reason));
    const target = new URL(url);
    const isSecure = target.protocol === 'https:';
    const send = isSecure ? requestHttps : requestHttp;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    return new Promise((resolve, reject) => {
      const outgoing = send(
        target,
        {
          method,
          headers: { 'user-agent': 'Peakdesk', 'accept-encoding': 'identity', ...length, ...headers },
          agent: isSecure ? agents['https:'] : agents['http:'],
          lookup: guard,
          signal,
        },
        (incoming) => {
          const status = incoming.statusCode ?? 0;
          if (status < 200 || status > 599) {
            incoming.destroy();
            reject(new UpstreamError(`${target.host} answered ${status}`, { isRetryable: false }));
            return;
          }
          const pairs = Object.entries(incoming.headersDistinct).map(([name, values]): [string, string] => [
            name,
            values?.join(', ') ?? '',
          ]);
          const stream = bodyless.has(status) ? null : Readable.toWeb(incoming);
          resolve(new Response(readable(stream), { status, headers: pairs }));
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  };
}

/** Why this address may not be called, as far as it can be told without a name server; undefined where nothing speaks against it. */
export function blockedReason(url: string, allowed: 'public' | 'private'): BlockedReason | undefined {
  if (!URL.canParse(url)) return 'no-address';
  const target = new URL(url);
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return 'protocol';
  if (target.username !== '' || target.password !== '') return 'credentials';
  // Node does not look up literal addresses; URL has already turned 127.1 and 0x7f000001 into 127.0.0.1.
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) === 0) return undefined;
  if (isMetadataAddress(host)) return 'metadata-address';
  return allowed === 'public' && !isPublicAddress(host) ? 'private-address' : undefined;
}

/** Metadata services of clouds and link-local addresses: nobody runs a model there, and whoever reaches them holds the machine's keys. */
export function isMetadataAddress(address: string): boolean {
  const plain = address.split('%')[0] ?? '';
  if (isIPv4(plain)) return never.check(plain, 'ipv4');
  if (isIP(plain) !== 6) return true;
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$|^64:ff9b::([\da-f]{1,4}):([\da-f]{1,4})$/.exec(
    new URL(`http://[${plain}]`).hostname.slice(1, -1),
  );
  if (mapped === null) return never.check(plain, 'ipv6');
  const value =
    Number.parseInt(mapped[1] ?? mapped[3] ?? '0', 16) * 65_536 + Number.parseInt(mapped[2] ?? mapped[4] ?? '0', 16);
  return never.check([24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.'), 'ipv4');
}

const bodyless: ReadonlySet<number> = new Set([204, 205, 304]);

const never = new BlockList();
never.addSubnet('0.0.0.0', 8, 'ipv4');
// Link-local, also the metadata services of AWS, Azure, Google, Tencent and others.
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addAddress('100.100.100.200', 'ipv4');
never.addAddress('192.0.0.192', 'ipv4');
never.addSubnet('224.0.0.0', 3, 'ipv4');
never.addAddress('::', 'ipv6');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6');
never.addAddress('fd20:ce::254', 'ipv6');

const lookUpOutsideMetadata: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, '', 0);
    const [first] = addresses;
    if (first === undefined || addresses.some((one) => isMetadataAddress(one.address)))
      return done(blockedError('metadata-address'), '', 0);
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
};

function blockedError(reason: BlockedReason): AppError {
  if (reason === 'private-address' || reason === 'metadata-address')
    return new UpstreamError(`blocked: ${reason}`, { isRetryable: false, userMessageKey: 'error.private-address' });
  return new AppError('invalid', `not an address that is called: ${reason}`, { field: 'url' });
}

/** The two kinds of web streams in Node's types are one at run time. */
function readable(stream: ReturnType<typeof Readable.toWeb> | null): ReadableStream<Uint8Array> | null {
  if (stream === null) return null;
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else if (value instanceof Uint8Array) controller.enqueue(value);
    },
    cancel: async (reason) => {
      await reader.cancel(reason);
    },
  });
}
