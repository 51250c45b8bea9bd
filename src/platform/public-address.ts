import { lookup } from 'node:dns';
import { BlockList, isIPv4, isIPv6, type LookupFunction } from 'node:net';
import { UpstreamError } from './errors.ts';

/** True for addresses of the open internet; false for private, local, reserved and metadata ones in every notation. */
export function isPublicAddress(address: string): boolean {
  const plain = address.split('%')[0] ?? '';
  if (isIPv4(plain)) return !reserved.check(plain, 'ipv4');
  if (!isIPv6(plain)) return false;
  const embedded = readEmbeddedIpv4(plain);
  if (embedded !== undefined) return !reserved.check(embedded, 'ipv4');
  return global.check(plain, 'ipv6') && !reserved.check(plain, 'ipv6');
}

/** A DNS look-up for `http.request` that gives only public addresses; a name with any other one is refused. */
export const lookUpPublic: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, '', 0);
    const first = addresses[0];
    if (first === undefined || !addresses.every((one) => isPublicAddress(one.address))) {
      return done(new UpstreamError(`${host} does not lead to a public address`, { isRetryable: false }), '', 0);
    }
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
};

// https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry, read 2026-11.
const reservedRanges: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  // Also Alibaba Cloud's metadata service, 100.100.100.200.
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['3fff::', 20, 'ipv6'],
];
const reserved = makeList(reservedRanges);
/** The only part of IPv6 that is given out for the open internet. */
const global = makeList([['2000::', 3, 'ipv6']]);

function makeList(ranges: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix, family] of ranges) list.addSubnet(network, prefix, family);
  return list;
}

/** The IPv4 address inside of ::ffff:a.b.c.d, 64:ff9b::a.b.c.d (NAT64) or 2002:abcd:: (6to4). */
function readEmbeddedIpv4(address: string): string | undefined {
  // URL writes every notation of an address the same way.
  const groups = expand(new URL(`http://[${address}]`).hostname.slice(1, -1));
  const head = groups.slice(0, 6).join(':');
  if (head === '0:0:0:0:0:ffff' || head === '64:ff9b:0:0:0:0') return toIpv4(groups[6] ?? '0', groups[7] ?? '0');
  if (groups[0] === '2002') return toIpv4(groups[1] ?? '0', groups[2] ?? '0');
  return undefined;
}

function expand(address: string): string[] {
  const [left = '', right] = address.split('::');
  const before = left === '' ? [] : left.split(':');
  const after = right === undefined || right === '' ? [] : right.split(':');
  return [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
}

function toIpv4(high: string, low: string): string {
  const value = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
