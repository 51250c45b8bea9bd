import { enqueueJob, type ShopId, type Sql } from '../../../platform/index.ts';
import type { AfterSalesCase } from '../../types.ts';

/** Name of the job that looks at a case when its deadline has come. */
export const caseDeadlineJob = 'case-deadline';

/** Sets a case's alarm in the caller's transaction: a job at its deadline, one for each deadline. Final cases need none. */
export async function setCaseTimer(
  sql: Sql,
  shopId: ShopId,
  one: Pick<AfterSalesCase, 'caseId' | 'deadline'>,
): Promise<void> {
  if (one.deadline === undefined) return;
  await enqueueJob(sql, {
    shopId,
    name: caseDeadlineJob,
    payload: { caseId: one.caseId },
    runAt: new Date(one.deadline),
    uniqueKey: timerKey(one.caseId, one.deadline),
  });
}

/** Sets the alarms that a shop's running cases lack (seeded or imported ones); returns how many. */
export async function setMissingCaseTimers(sql: Sql, shopId: ShopId): Promise<number> {
  const rows = await sql<{ caseId: string; deadline: string }[]>`
    select case_id as "caseId", document ->> 'deadline' as deadline from store_cases c
    where shop_id = ${shopId} and deadline is not null and not exists (
      select 1 from jobs j where j.shop_id = c.shop_id and j.done_at is null
        and j.unique_key = 'case-deadline/' || c.case_id || '/' || (c.document ->> 'deadline'))`;
  await Promise.all(rows.map((one) => setCaseTimer(sql, shopId, one)));
  return rows.length;
}

function timerKey(caseId: string, deadline: string): string {
  return `case-deadline/${caseId}/${deadline}`;
}
