/** One benchmark: the floor and Peakdesk in one run; `ratio` is Peakdesk ÷ floor. */
export type BenchResult = {
  name: string;
  /** Per second, or milliseconds where the name says so. */
  floor: number;
  peakdesk: number;
  ratio: number;
  p50Ms: number;
  p99Ms: number;
  /** More figures for the table, already worded. */
  notes: readonly string[];
};

/** Quantile of unsorted values, by the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

/** A table for people, then one JSON line for programs. */
export function printBench(result: BenchResult): void {
  const rows = [
    ['floor', format(result.floor)],
    ['Peakdesk', format(result.peakdesk)],
    ['ratio', result.ratio.toFixed(3)],
    ['p50', `${result.p50Ms.toFixed(2)} ms`],
    ['p99', `${result.p99Ms.toFixed(2)} ms`],
  ];
  process.stdout.write(`${result.name}\n`);
  for (const [name = '', value = ''] of rows) process.stdout.write(`  ${name.padEnd(10)} ${value.padStart(14)}\n`);
  for (const note of result.notes) process.stdout.write(`  ${note}\n`);
  const { notes: _notes, ...line } = result;
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);
}

/** Runs `work` with `clients` loops until `milliseconds` have passed; returns operations per second and each one's milliseconds. */
export async function closedLoop(
  clients: number,
  milliseconds: number,
  work: (client: number, round: number) => Promise<void>,
): Promise<{ perSecond: number; times: number[] }> {
  const times: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + milliseconds;
  await Promise.all(
    Array.from({ length: clients }, async (_none, client) => {
      for (let round = 0; performance.now() < until; round += 1) {
        const begin = performance.now();
        await work(client, round);
        times.push(performance.now() - begin);
      }
    }),
  );
  return { perSecond: (times.length / (performance.now() - startedAt)) * 1_000, times };
}

/** Starts `work` at a fixed rate whatever the answers take; times count from the intended start, so stalls are not hidden. */
export async function openLoop(
  perSecond: number,
  milliseconds: number,
  work: (index: number) => Promise<void>,
): Promise<{ times: number[]; failed: number }> {
  const times: number[] = [];
  const running: Promise<void>[] = [];
  let failed = 0;
  const startedAt = performance.now();
  const total = Math.floor((perSecond * milliseconds) / 1_000);
  for (let index = 0; index < total; index += 1) {
    const intended = startedAt + (index * 1_000) / perSecond;
    const ahead = intended - performance.now();
    if (ahead > 1) await new Promise((resolve) => setTimeout(resolve, ahead));
    running.push(
      work(index).then(
        () => void times.push(performance.now() - intended),
        () => {
          failed += 1;
        },
      ),
    );
  }
  await Promise.all(running);
  return { times, failed };
}
