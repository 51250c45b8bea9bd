import type { Clock, Database, Log, ShopId, Sql } from '../../platform/index.ts';
import type { ModelCallReport } from './gateway-types.ts';
import { hourMs } from './token-budget.ts';

/** What models cost a shop in one hour of the clock, over all processes. */
export type ModelUsage = {
  hour: string;
  calls: number;
  failures: number;
  inputTokens: number;
  outputTokens: number;
  /** Millionths of the smallest unit of the shop's currency. */
  cost: number;
  milliseconds: number;
};

/** Adds up what this process spends and writes it now and then; the hour's totals of all processes come back with it. */
export type UsageLedger = {
  spent(shopId: ShopId, report: ModelCallReport): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};

const flushMilliseconds = 2_000;

type Sum = Omit<ModelUsage, 'hour'>;

/** `onTotal` hears what all processes together have spent and what of it is this process's own. */
export function startUsageLedger(parts: {
  database: Database;
  clock: Clock;
  log: Log;
  onTotal(shopId: ShopId, hour: Date, tokens: { all: number; own: number }): void;
}): UsageLedger {
  const open = new Map<string, { shopId: ShopId; hour: Date; sum: Sum }>();
  const own = new Map<string, number>();

  async function flush(): Promise<void> {
    for (const [key, entry] of [...open]) {
      open.delete(key);
      const { shopId, hour, sum } = entry;
      try {
        const all = await parts.database.inShop(shopId, (sql) => addUsage(sql, shopId, hour, sum));
        own.set(key, (own.get(key) ?? 0) + sum.inputTokens + sum.outputTokens);
        parts.onTotal(shopId, hour, { all, own: own.get(key) ?? 0 });
      } catch (error) {
        // Kept for the next time; the figures wait, the customers do not.
        const later = open.get(key);
        open.set(key, later === undefined ? entry : { ...later, sum: added(later.sum, sum) });
        parts.log.warn({ err: error, shopId }, 'what models cost was not written yet');
      }
    }
    const thisHour = hourOf(parts.clock.now()).getTime();
    for (const key of own.keys()) if (Number(key.split('/')[0]) < thisHour) own.delete(key);
  }

  const timer = setInterval(() => void flush(), flushMilliseconds);
  timer.unref();

  return {
    spent: (shopId, report) => {
      const hour = hourOf(parts.clock.now());
      const key = `${hour.getTime()}/${shopId}`;
      const known = open.get(key)?.sum ?? nothing;
      open.set(key, { shopId, hour, sum: added(known, sumOf(report)) });
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}

/** The hours of the last day in which models were used, newest first. */
export async function listModelUsage(sql: Sql, shopId: ShopId, now: Date): Promise<ModelUsage[]> {
  const since = new Date(now.getTime() - 24 * hourMs);
  const rows = await sql<{ hour: Date; [column: string]: unknown }[]>`
    select hour, calls, failures, input_tokens, output_tokens, cost, milliseconds from model_usage
    where shop_id = ${shopId} and hour > ${since} order by hour desc`;
  return rows.map((row) => ({
    hour: row.hour.toISOString(),
    calls: Number(row.calls),
    failures: Number(row.failures),
    inputTokens: Number(row.input_tokens),
    outputTokens: Number(row.output_tokens),
    cost: Number(row.cost),
    milliseconds: Number(row.milliseconds),
  }));
}

async function addUsage(sql: Sql, shopId: ShopId, hour: Date, sum: Sum): Promise<number> {
  const rows = await sql<{ all: string }[]>`
    insert into model_usage as usage (shop_id, hour, calls, failures, input_tokens, output_tokens, cost, milliseconds)
    values (${shopId}, ${hour}, ${sum.calls}, ${sum.failures}, ${sum.inputTokens}, ${sum.outputTokens}, ${sum.cost},
            ${sum.milliseconds})
    on conflict (shop_id, hour) do update set
      calls = usage.calls + excluded.calls,
      failures = usage.failures + excluded.failures,
      input_tokens = usage.input_tokens + excluded.input_tokens,
      output_tokens = usage.output_tokens + excluded.output_tokens,
      cost = usage.cost + excluded.cost,
      milliseconds = usage.milliseconds + excluded.milliseconds
    returning (input_tokens + output_tokens)::text as all`;
  return Number(rows[0]?.all ?? 0);
}

const nothing: Sum = { calls: 0, failures: 0, inputTokens: 0, outputTokens: 0, cost: 0, milliseconds: 0 };

function sumOf({ outcome, inputTokens, outputTokens, cost, milliseconds }: ModelCallReport): Sum {
  return { calls: 1, failures: outcome === 'failed' ? 1 : 0, inputTokens, outputTokens, cost, milliseconds };
}

function added(one: Sum, other: Sum): Sum {
  return {
    calls: one.calls + other.calls,
    failures: one.failures + other.failures,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cost: one.cost + other.cost,
    milliseconds: one.milliseconds + other.milliseconds,
  };
}

function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / hourMs) * hourMs);
}
