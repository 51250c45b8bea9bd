import {
  type Admission,
  type Clock,
  createAdmission,
  createLatencyLimit,
  createRateLimit,
  type RateLimit,
} from '../../platform/index.ts';

/** How often something may be done; messages count alike over sockets and over HTTP. */
export type Limits = {
  /** Messages of one customer: two a second, ten at once. */
  customerMessages: RateLimit;
  /** Windows opened from one address. */
  sessions: RateLimit;
  /** Windows that are opened at a time: as many as are opened quickly. */
  openings: Admission;
  /** Sign-ins and invitations tried from one address. */
  signIns: RateLimit;
  uploads: RateLimit;
  /** Lines of one window's socket. */
  lines: RateLimit;
  /** Requests of one member of staff. */
  staffRequests: RateLimit;
  /** Reads and marks of one window. */
  widgetRequests: RateLimit;
};

/** Every limit of the edge in one table. */
export function createLimits(clock: Clock): Limits {
  return {
    customerMessages: createRateLimit({ capacity: 10, perSecond: 2, clock }),
    sessions: createRateLimit({ capacity: 1_000, perSecond: 50, clock }),
    openings: createAdmission({
      limit: createLatencyLimit({ most: 1_000, least: 32, first: 128, tolerance: 3, quick: 250 }),
    }),
    signIns: createRateLimit({ capacity: 30, perSecond: 0.5, clock }),
    uploads: createRateLimit({ capacity: 10, perSecond: 0.5, clock }),
    lines: createRateLimit({ capacity: 200, perSecond: 50, clock }),
    staffRequests: createRateLimit({ capacity: 300, perSecond: 60, clock }),
    widgetRequests: createRateLimit({ capacity: 60, perSecond: 20, clock }),
  };
}
