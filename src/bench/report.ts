/** One run of floor and Peakdesk, one right after the other. */
export type BenchRound = { floor: number; peakdesk: number; p50Ms: number; p99Ms: number };

/** A benchmark of several rounds. */
export type BenchResult = {
  name: string;
  /** What `floor` and `peakdesk` count: a rate is better when it is high, a time when it is low. */
  unit: 'per second' | 'ms';
  /** What the floor is, in a few words. */
  floorName: string;
  rounds: readonly BenchRound[];
  /** Ratio of Peakdesk ÷ floor that was promised; for times at most, for rates at least. */
  wantedRatio: number;
  /** More figures for the table, already worded. */
  notes: readonly string[];
};

/** Quantile of unsorted values, by the nearest rank; 0 of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

/** The table for people, then one JSON line for programs: median round by ratio, and the worst. */
export function formatBench(result: BenchResult): string {
  const sorted = [...result.rounds].sort((a, b) => goodness(result, a) - goodness(result, b));
  const middle = sorted[Math.floor(sorted.length / 2)] ?? nothing;
  const worst = sorted[0] ?? nothing;
  const column = (title: string, round: BenchRound): string[] => [
    title,
    format(round.floor),
    format(round.peakdesk),
    ratioOf(round).toFixed(3),
    round.p50Ms.toFixed(2),
    round.p99Ms.toFixed(2),
  ];
  const columns = [
    [`${result.name} (${result.unit})`, `floor: ${result.floorName}`, 'Peakdesk', 'ratio', 'p50 ms', 'p99 ms'],
    column('median', middle),
    column('worst', worst),
  ];
  const lines = (columns[0] ?? []).map((_title, row) =>
    columns
      .map((cells, index) => (index === 0 ? (cells[row] ?? '').padEnd(52) : (cells[row] ?? '').padStart(12)))
      .join(''),
  );
  const line = {
    name: result.name,
    ...middle,
    ratio: ratioOf(middle),
    worstRatio: ratioOf(worst),
    wantedRatio: result.wantedRatio,
    rounds: result.rounds.length,
  };
  return `${[...lines, ...result.notes.map((note) => `  ${note}`), JSON.stringify(line)].join('\n')}\n`;
}

const nothing: BenchRound = { floor: 0, peakdesk: 0, p50Ms: 0, p99Ms: 0 };

function ratioOf(round: BenchRound): number {
  return round.floor === 0 ? 0 : round.peakdesk / round.floor;
}

function goodness(result: BenchResult, round: BenchRound): number {
  return result.unit === 'ms' ? -ratioOf(round) : ratioOf(round);
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);
}
