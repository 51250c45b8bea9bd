import { AppError, type Database, type ShopId, type Sql } from '../../platform/index.ts';

/**
 * One step of an action that reaches over several systems. `run` and `undo` may be called again after a crash and must then find
 * what they have done already (foreign calls carry `key`); what `run` returns is kept for `undo` and later steps.
 */
export type ActionStep = {
  name: string;
  run(context: StepContext): Promise<StepResult>;
  /** Takes the step back; absent where nothing has to be. */
  undo?(context: StepContext): Promise<void>;
};
export type StepResult = Readonly<Record<string, string | number | boolean>>;
export type StepContext = {
  /** Idempotency key of this step for the foreign system. */
  key: string;
  /** Results so far, by step. */
  results: Readonly<Record<string, StepResult>>;
};

export type StepsOutcome =
  | { ok: true; results: Readonly<Record<string, StepResult>> }
  /** Everything done before the failed step was taken back. */
  | { ok: false; failed: string; error: string; undone: readonly string[] };

/**
 * Runs steps in order, each written down before and after, so that another call with the same key goes on where a dead process
 * stopped. If one fails for good, those before it are taken back in reverse order; a failure to take back is thrown, so that
 * the caller's job tries again. An 'unavailable' system is thrown as well: it may be there the next time.
 */
export async function performSteps(
  database: Database,
  { shopId, idempotencyKey }: { shopId: ShopId; idempotencyKey: string },
  steps: readonly ActionStep[],
): Promise<StepsOutcome> {
  const ledger = openLedger(database, shopId, idempotencyKey);
  const written = await ledger.read();
  const results: Record<string, StepResult> = {};
  for (const [position, step] of steps.entries()) {
    const row = written.get(position);
    if (row?.state === 'done') results[step.name] = row.result;
    if (row?.state === 'done') continue;
    if (row?.state === 'undoing' || row?.state === 'undone' || isUndoing(written)) break;
    await ledger.write(position, step.name, 'doing', {});
    const ran = await runStep(step, { key: `${idempotencyKey}/${step.name}`, results });
    if (!ran.ok) {
      await ledger.write(position, step.name, 'undoing', { error: ran.error });
      return takeBack(ledger, steps.slice(0, position), { failed: step.name, error: ran.error, results });
    }
    results[step.name] = ran.result;
    await ledger.write(position, step.name, 'done', ran.result);
  }
  const failed = [...written.values()].find((row) => row.state === 'undoing' && typeof row.result.error === 'string');
  if (failed === undefined) return { ok: true, results };
  const position = steps.findIndex((step) => step.name === failed.step);
  const error = String(failed.result.error);
  return takeBack(ledger, steps.slice(0, position), { failed: failed.step, error, results });
}

/** Only the step's own failure is one: a database that went away meanwhile says nothing about the step. */
async function runStep(
  step: ActionStep,
  context: StepContext,
): Promise<{ ok: true; result: StepResult } | { ok: false; error: string }> {
  try {
    return { ok: true, result: await step.run(context) };
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unavailable') throw error;
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

type Failure = { failed: string; error: string; results: Readonly<Record<string, StepResult>> };

async function takeBack(ledger: Ledger, done: readonly ActionStep[], failure: Failure): Promise<StepsOutcome> {
  const written = await ledger.read();
  const undone: string[] = [];
  for (const [position, step] of [...done.entries()].toReversed()) {
    const row = written.get(position);
    if (row?.state === 'undone') {
      undone.push(step.name);
      continue;
    }
    if (step.undo === undefined) continue;
    await step.undo({
      key: `${ledger.key}/${step.name}/undo`,
      results: { ...failure.results, [step.name]: row?.result ?? {} },
    });
    await ledger.write(position, step.name, 'undone', row?.result ?? {});
    undone.push(step.name);
  }
  return { ok: false, failed: failure.failed, error: failure.error, undone };
}

function isUndoing(written: ReadonlyMap<number, LedgerRow>): boolean {
  return [...written.values()].some((row) => row.state === 'undoing' || row.state === 'undone');
}

type State = 'doing' | 'done' | 'undoing' | 'undone';
type LedgerRow = { position: number; step: string; state: State; result: StepResult };
type Ledger = ReturnType<typeof openLedger>;

function openLedger(database: Database, shopId: ShopId, key: string) {
  return {
    key,
    read: () =>
      database.inShop(shopId, async (sql: Sql) => {
        const rows = await sql<LedgerRow[]>`
          select position, step, state, coalesce(result, '{}') as result from effect_steps
          where shop_id = ${shopId} and idempotency_key = ${key} order by position`;
        return new Map(rows.map((row) => [row.position, row]));
      }),
    write: (position: number, step: string, state: State, result: StepResult) =>
      database.inShop(
        shopId,
        (sql: Sql) => sql`
          insert into effect_steps (shop_id, idempotency_key, position, step, state, result)
          values (${shopId}, ${key}, ${position}, ${step}, ${state}, ${sql.json({ ...result })})
          on conflict (shop_id, idempotency_key, position) do update
          set state = excluded.state, result = excluded.result, changed_at = now()`,
      ),
  };
}
