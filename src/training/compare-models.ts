import { type EvaluationResult, evaluate } from './evaluate.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';

/** Who reads and words the messages in one run: the embedded understander alone, or with a model. */
export type Understander = { name: string; models?: NonNullable<Stage['walk']['models']> };

/** How one understander did, beside the others. */
export type ModelRow = {
  name: string;
  passed: number;
  total: number;
  falseStatements: number;
  turns: number;
  /** Conversations that were given to a person. */
  handedOver: number;
  p50Milliseconds: number;
  p95Milliseconds: number;
  calls: number;
  failedCalls: number;
  /** Turns whose commands, and whose words, a model wrote. */
  read: number;
  worded: number;
  /** Turns in which the guard put the template in the place of the model's words. */
  replaced: number;
  tokens: number;
  /** Millionths of the smallest unit of the shop's currency. */
  cost: number;
};

/** Plays the same scenarios with each understander in turn, in the same shops. */
export async function compareModels(
  stage: Stage,
  scenarios: readonly Scenario[],
  understanders: readonly Understander[],
  onRow: (row: ModelRow) => void = () => {},
): Promise<readonly ModelRow[]> {
  const rows: ModelRow[] = [];
  const before = stage.walk.models;
  for (const { name, models } of understanders) {
    if (models) stage.walk.models = models;
    else delete stage.walk.models;
    const row = rowOf(name, await evaluate(stage, scenarios));
    rows.push(row);
    onRow(row);
  }
  if (before) stage.walk.models = before;
  else delete stage.walk.models;
  return rows;
}

function rowOf(name: string, { results }: EvaluationResult): ModelRow {
  const turns = results.flatMap((result) => result.turns);
  const traces = turns.flatMap(({ played }) => (played.trace ? [played.trace] : []));
  const calls = traces.flatMap((trace) => trace.models ?? []);
  const times = turns.map(({ played }) => played.milliseconds).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.ceil(share * times.length) - 1] ?? 0);
  return {
    name,
    passed: results.filter((result) => result.isPassed).length,
    total: results.length,
    falseStatements: turns.reduce((sum, turn) => sum + turn.falseStatements.length, 0),
    turns: turns.length,
    handedOver: results.filter((result) => result.turns.some((turn) => turn.played.trace?.handOff !== undefined))
      .length,
    p50Milliseconds: at(0.5),
    p95Milliseconds: at(0.95),
    calls: calls.filter((call) => call.outcome !== 'cached' && !call.outcome.startsWith('kept-back')).length,
    failedCalls: calls.filter((call) => call.outcome === 'failed').length,
    read: traces.filter((trace) => trace.understoodBy === 'model').length,
    worded: traces.filter((trace) => trace.draftedBy === 'model').length,
    replaced: traces.filter((trace) => trace.guard.verdict === 'replaced').length,
    tokens: calls.reduce((sum, call) => sum + call.inputTokens + call.outputTokens, 0),
    cost: calls.reduce((sum, call) => sum + call.cost, 0),
  };
}

const columns: readonly { title: string; of(row: ModelRow): string }[] = [
  { title: 'understander', of: (row) => row.name },
  { title: 'passed', of: ({ passed, total }) => `${passed}/${total} ${percent(passed, total)}` },
  { title: 'false', of: (row) => String(row.falseStatements) },
  { title: 'handed over', of: ({ handedOver, total }) => percent(handedOver, total) },
  { title: 'p50 ms', of: (row) => String(row.p50Milliseconds) },
  { title: 'p95 ms', of: (row) => String(row.p95Milliseconds) },
  { title: 'calls', of: ({ calls, failedCalls }) => `${calls} (${failedCalls} failed)` },
  { title: 'read', of: ({ read, turns }) => percent(read, turns) },
  { title: 'worded', of: ({ worded, turns }) => percent(worded, turns) },
  { title: 'replaced', of: (row) => String(row.replaced) },
  { title: 'tokens', of: (row) => String(row.tokens) },
  { title: 'cost', of: (row) => (row.cost / 1e8).toFixed(4) },
];

/** The rows as a table for the terminal, costs in whole units of the currency. */
export function modelTable(rows: readonly ModelRow[]): string {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => columns.map((column) => column.of(row)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`;
}
