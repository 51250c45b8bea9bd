import { createFailedSignIns, type FailedSignIns } from '../../staff/index.ts';
import type { Hub } from '../realtime/hub.ts';
import { createLongPoll, type LongPoll } from '../realtime/long-poll.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Limits } from './limits.ts';

/** What the server itself keeps in memory: limits, failed sign-ins, open windows. */
export type Edge = {
  failedSignIns: FailedSignIns;
  limits: Limits;
  longPoll: LongPoll;
  hub: Hub;
};

/** Makes the edge of one process. */
export function createEdge(parts: ServerParts, limits: Limits, hub: Hub): Edge {
  return { failedSignIns: createFailedSignIns(parts.walk.clock), limits, longPoll: createLongPoll(parts.bus), hub };
}
