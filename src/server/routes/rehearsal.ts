import { z } from 'zod';
import { AppError, localDay } from '../../platform/index.ts';
import {
  cheapestRoster,
  createRehearsal,
  forecastHours,
  instantOf,
  nextDay,
  type Rehearsed,
  readDayScenario,
  readHourlyArrivals,
  readScenario,
  readTraceRow,
  type Scenario,
  type TraceRow,
  traceFrom,
} from '../../routing/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';

/** Events between two looks at other work. */
const eventsAtOnce = 4_000;
/** Arrivals that one rehearsal in the server may have; larger ones are for the command line. */
const mostArrivals = 400_000;
const mostRows = 50_000;
const historyHours = 8 * 7 * 24;
const hourMilliseconds = 3_600_000;

const bodySchema = z.strictObject({ scenario: z.unknown(), trace: z.array(z.unknown()).max(mostRows).optional() });

/** Rehearsals in the browser: play a day, find the cheapest roster, forecast the next days. */
export const rehearsalRoutes: readonly Route[] = [
  staffRoute('load.set', {
    method: 'POST',
    path: '/api/v1/rehearsal',
    summary: 'Play a day on the routing core in virtual time',
    params: none,
    query: none,
    body: bodySchema,
    usesIdempotencyKey: false,
    handle: async ({ parts, who, meta }, { body }) => {
      const { scenario, rows } = readRequest(body, (await parts.shops.get(who.shopId)).timeZone);
      return { body: await rehearse(scenario, rows, meta.signal) };
    },
  }),
  staffRoute('load.set', {
    method: 'POST',
    path: '/api/v1/rehearsal/roster',
    summary: 'The cheapest roster that keeps the goal, found by trying',
    params: none,
    query: none,
    body: bodySchema,
    usesIdempotencyKey: false,
    handle: async ({ parts, who, meta }, { body }) => {
      const { scenario, rows } = readRequest(body, (await parts.shops.get(who.shopId)).timeZone);
      return { body: await cheapestRoster(scenario, rows, (tried, given) => rehearse(tried, given, meta.signal)) };
    },
  }),
  staffRoute('load.set', {
    method: 'GET',
    path: '/api/v1/rehearsal/day',
    summary: 'A day of the shop as it was, as a scenario',
    params: none,
    query: z.strictObject({ day: z.iso.date() }),
    body: none,
    handle: async ({ parts, who }, { query: { day } }) => {
      const shop = await parts.shops.get(who.shopId);
      const from = instantOf(day, '00:00', shop.timeZone);
      const to = instantOf(nextDay(day), '00:00', shop.timeZone);
      const found = await parts.walk.database.inShop(who.shopId, (sql) =>
        readDayScenario(sql, who.shopId, { from, to }),
      );
      if (!found) throw new AppError('not-found', 'nobody wrote on that day', { field: 'day' });
      return { body: found };
    },
  }),
  staffRoute('load.set', {
    method: 'GET',
    path: '/api/v1/rehearsal/forecast',
    summary: 'Expected arrivals of the next hours with bands, and how well that did before',
    params: none,
    query: z.strictObject({ hours: z.coerce.number().int().min(1).max(336).default(48) }),
    body: none,
    handle: async ({ parts, who }, { query: { hours } }) => {
      const now = parts.walk.clock.now();
      const until = new Date(Math.floor(now.getTime() / hourMilliseconds) * hourMilliseconds);
      const { timeZone } = await parts.shops.get(who.shopId);
      const day = nextDay(localDay(now, timeZone));
      const midnight = instantOf(day, '00:00', timeZone).getTime();
      const tomorrow = { day, fromHour: Math.round((midnight - until.getTime()) / hourMilliseconds) };
      const history = await parts.walk.database.inShop(who.shopId, (sql) =>
        readHourlyArrivals(sql, who.shopId, until, historyHours),
      );
      const forecast = forecastHours(history, hours);
      const answer = { from: until.toISOString(), knownHours: history.length, tomorrow };
      return { body: { ...answer, ...(forecast ? { forecast } : {}) } };
    },
  }),
];

function readRequest(body: z.infer<typeof bodySchema>, shopZone: string): { scenario: Scenario; rows: TraceRow[] } {
  const scenario = readScenario(body.scenario);
  const { timeZone = shopZone } = scenario;
  const rows = traceFrom(
    (body.trace ?? []).map((row, index) => readTraceRow(row, index + 1, timeZone)),
    timeZone,
  );
  if ('trace' in scenario.arrivals && rows.length === 0)
    throw new AppError('invalid', 'trace: the lines of the trace are missing', { field: 'trace' });
  if (arrivalsOf(scenario, rows) > mostArrivals)
    throw new AppError('invalid', `more than ${mostArrivals} arrivals: use the command line`, {
      field: 'scenario.arrivals',
    });
  return { scenario, rows };
}

function arrivalsOf(scenario: Scenario, rows: readonly TraceRow[]): number {
  const { arrivals, hours, count } = scenario;
  if ('trace' in arrivals) return rows.length * arrivals.times;
  if (count !== undefined) return count;
  const rates = typeof arrivals.perHour === 'number' ? [arrivals.perHour] : arrivals.perHour;
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return mean * arrivals.times * (hours ?? rates.length);
}

/** Runs in slices, so that everybody else is served meanwhile; ends when the caller has gone. */
async function rehearse(scenario: Scenario, rows: readonly TraceRow[], signal: AbortSignal): Promise<Rehearsed> {
  const rehearsal = createRehearsal(scenario, rows);
  let seconds = 0;
  for (;;) {
    const startedAt = performance.now();
    const goesOn = rehearsal.run(eventsAtOnce);
    seconds += (performance.now() - startedAt) / 1_000;
    if (!goesOn) return rehearsal.result(seconds);
    if (signal.aborted) throw new AppError('unavailable', 'the caller has gone');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
