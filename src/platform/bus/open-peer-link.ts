import type { Log } from '../log.ts';
import type { Database } from '../storage/database.ts';
import { createJoinedLink } from './joined-link.ts';
import { createNatsLink } from './nats-link.ts';
import { createNotifyLink } from './notify-link.ts';
import type { OpenPeerLink } from './peer-link.ts';

/** How processes on one database reach each other: by NATS where there is one, with PostgreSQL's NOTIFY as its spare, else by NOTIFY. */
export function peerLinkOf(parts: {
  database: Database;
  log: Log;
  /** A NATS server; what goes over it is sealed with the installation's master key. */
  broker: { url: string; secretKey: string } | undefined;
}): OpenPeerLink {
  const { broker, log } = parts;
  const spare = notifyLinkOf(parts);
  if (broker === undefined) return spare;
  return (listener) =>
    createJoinedLink({ broker: (heard) => createNatsLink({ ...broker, log }, heard), spare, log }, listener);
}

/** The link through PostgreSQL alone. */
export function notifyLinkOf(parts: { database: Database; log: Log }): OpenPeerLink {
  return (listener) => createNotifyLink({ ...parts, channel: 'peakdesk_events' }, listener);
}
