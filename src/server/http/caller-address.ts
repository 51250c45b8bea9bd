import { BlockList, isIP } from 'node:net';
import type { Config } from '../../platform/index.ts';

const ownNetworks = new BlockList();
ownNetworks.addSubnet('127.0.0.0', 8);
ownNetworks.addSubnet('10.0.0.0', 8);
ownNetworks.addSubnet('172.16.0.0', 12);
ownNetworks.addSubnet('192.168.0.0', 16);
ownNetworks.addAddress('::1', 'ipv6');
ownNetworks.addSubnet('fc00::', 7, 'ipv6');

/**
 * Network address of the caller. Behind a public address there is a proxy of our own network that has added the caller's address last;
 * anywhere else the header is the caller's invention.
 */
export function callerAddress(
  socketAddress: string | undefined,
  forwardedFor: string | null | undefined,
  config: Pick<Config, 'publicUrl'>,
): string {
  const direct = (socketAddress ?? '').replace(/^::ffff:/, '');
  if (config.publicUrl === undefined || !isOwnNetwork(direct)) return direct;
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? '';
  return isIP(last) === 0 ? direct : last;
}

/** Whether an address is this machine or its private network. */
export function isOwnNetwork(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && ownNetworks.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
