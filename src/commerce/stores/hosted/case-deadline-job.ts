import { z } from 'zod';
import { type Clock, type Database, type JobHandler, type Log, type Secrets, ShopId } from '../../../platform/index.ts';
import { findStoreCase } from '../records/shop-records.ts';
import { setMissingCaseTimers } from './case-timers.ts';
import { createRulesReader } from './shop-rules.ts';
import { stepHostedCase } from './step-hosted-case.ts';

/**
 * Does what follows when nobody acted on a case in time. An alarm of a deadline that has moved since does nothing; the step
 * has a key of case and deadline, so that a repeated alarm does not take it twice.
 */
export function caseDeadlineHandler(parts: {
  database: Database;
  secrets: Secrets;
  clock: Clock;
  log: Log;
}): JobHandler {
  return {
    handle: async ({ shopId, payload }) => {
      const { caseId } = z.object({ caseId: z.string() }).parse(payload);
      const secrets = await parts.secrets.forShop(shopId);
      const now = parts.clock.now();
      const outcome = await parts.database.inShop(shopId, async (sql) => {
        const transaction = { sql, shopId, secrets };
        const one = await findStoreCase(transaction, caseId);
        if (one?.deadline === undefined || Date.parse(one.deadline) > now.getTime()) return undefined;
        const options = { idempotencyKey: `case-deadline/${caseId}/${one.deadline}`, now };
        return stepHostedCase(
          transaction,
          createRulesReader(shopId),
          { caseId, step: 'timeout', by: 'system' },
          options,
        );
      });
      if (outcome?.ok)
        parts.log.info({ shopId, caseId, state: outcome.parameters.state }, 'case went on by its deadline');
    },
  };
}

/** Sets the alarms of all running cases that have none; run at the start, after seeding and importing. */
export async function scheduleCaseDeadlines(database: Database): Promise<number> {
  const shops = await database.asScheduler(
    (sql) => sql<{ shopId: unknown }[]>`select shop_id as "shopId" from shops where platform = 'peakdesk'`,
  );
  let total = 0;
  for (const { shopId } of shops) {
    const id = ShopId.check(shopId);
    total += await database.inShop(id, (sql) => setMissingCaseTimers(sql, id));
  }
  return total;
}
