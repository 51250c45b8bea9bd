import { z } from 'zod';
import { AppError, type Config } from '../platform/index.ts';
import { benchFanout } from './bench-fanout.ts';
import { benchIngest } from './bench-ingest.ts';
import { benchStart } from './bench-start.ts';
import { benchTools } from './bench-tools.ts';
import { benchTurn } from './bench-turn.ts';
import { fanoutClientsInput, runFanoutClients } from './fanout-clients.ts';
import { runIngestFloor } from './ingest-floor.ts';
import { answerAsPart } from './parts.ts';
import { type BenchResult, formatBench } from './report.ts';
import { withScratch } from './scratch.ts';

/** How long a benchmark measures and how often. */
export type BenchOptions = { seconds: number; rounds: number };

const benches: Readonly<
  Record<string, (config: Config, folder: string, options: BenchOptions) => Promise<BenchResult>>
> = {
  ingest: (config, folder, options) => withScratch(config, folder, (scratch) => benchIngest(scratch, options)),
  tools: (config, folder, options) => withScratch(config, folder, (scratch) => benchTools(scratch, options)),
  turn: (config, folder, options) => withScratch(config, folder, (scratch) => benchTurn(scratch, options)),
  fanout: (config, folder, options) => withScratch(config, folder, (scratch) => benchFanout(scratch, options)),
  start: (_config, _folder, options) => benchStart(options),
};

/** Names of the benchmarks. */
export const benchNames: readonly string[] = Object.keys(benches);

/** Runs one benchmark; the text is a table and a last line of JSON. AppError 'invalid' for an unknown name. */
export async function runBench(name: string, config: Config, folder: string, options: BenchOptions): Promise<string> {
  const bench = benches[name];
  if (!bench)
    throw new AppError('invalid', `there is no benchmark '${name}'; there are ${benchNames.join(', ')}`, {
      field: 'name',
    });
  return formatBench(await bench(config, folder, options));
}

const floorInput = z.object({ url: z.string(), clients: z.number(), milliseconds: z.number() });

const parts: Readonly<Record<string, () => Promise<void>>> = {
  'ingest-floor': () => answerAsPart(async (input) => await runIngestFloor(floorInput.parse(input))),
  'fanout-clients': () => answerAsPart((input, listen) => runFanoutClients(fanoutClientsInput.parse(input), listen)),
};

/** The part of a benchmark that runs in a process of its own. */
export async function runBenchPart(name: string): Promise<void> {
  await parts[name]?.();
}
