import { z } from 'zod';
import { AppError, type Config } from '../platform/index.ts';
import { backfillNodeInput, runBackfillNode } from './backfill/backfill-node.ts';
import { benchBackfill } from './backfill/bench-backfill.ts';
import { elsewhereInput, runElsewhere } from './backfill/elsewhere.ts';
import { benchFanout } from './bench-fanout.ts';
import { benchIngest } from './bench-ingest.ts';
import { benchKnowledge } from './bench-knowledge.ts';
import { benchReconnect } from './bench-reconnect.ts';
import { benchRehearsal } from './bench-rehearsal.ts';
import { benchRouting } from './bench-routing.ts';
import { benchStart } from './bench-start.ts';
import { benchTools } from './bench-tools.ts';
import { benchTurn } from './bench-turn.ts';
import { benchWebhooks } from './bench-webhooks.ts';
import { fanoutClientsInput, runFanoutClients } from './fanout-clients.ts';
import { runIngestFloor } from './ingest-floor.ts';
import { knowledgeNodeInput, runKnowledgeNode } from './knowledge-node.ts';
import { loadClientsInput, runLoadClients } from './load/index.ts';
import { answerAsPart } from './parts.ts';
import { reconnectClientsInput, runReconnectClients } from './reconnect-clients.ts';
import { type BenchResult, formatBench } from './report.ts';
import { withScratch } from './scratch.ts';
import { benchUnderstanding } from './understanding/bench-understanding.ts';

export { chartOfLoad, formatLoad, type LoadOptions, rateFor, runLoad, shapes as loadShapes } from './load/index.ts';

/** How long a benchmark measures and how often. */
export type BenchOptions = {
  seconds: number;
  rounds: number;
  /** Only for "reconnect": windows that are lost and come back. */
  sockets?: number | undefined;
  /** Only for "understanding": the collections, the Python of its peer, the label of texts out of scope. */
  data?: string | undefined;
  collections?: readonly string[] | undefined;
  python?: string | undefined;
  outOfScope?: string | undefined;
  /** Only for "knowledge": how many products the made shop has. */
  products?: number | undefined;
};

const benches: Readonly<
  Record<string, (config: Config, folder: string, options: BenchOptions) => Promise<BenchResult>>
> = {
  ingest: (config, folder, options) => withScratch(config, folder, (scratch) => benchIngest(scratch, options)),
  tools: (config, folder, options) => withScratch(config, folder, (scratch) => benchTools(scratch, options)),
  turn: (config, folder, options) => withScratch(config, folder, (scratch) => benchTurn(scratch, options)),
  fanout: (config, folder, options) => withScratch(config, folder, (scratch) => benchFanout(scratch, options)),
  reconnect: (config, folder, options) => withScratch(config, folder, (scratch) => benchReconnect(scratch, options)),
  routing: (config, folder, options) => withScratch(config, folder, (scratch) => benchRouting(scratch, options)),
  webhooks: (config, folder, options) => withScratch(config, folder, (scratch) => benchWebhooks(scratch, options)),
  rehearsal: () => benchRehearsal(),
  knowledge: benchKnowledge,
  backfill: benchBackfill,
  start: (_config, _folder, options) => benchStart(options),
};

/** Benchmarks that compare more than a rate or a time and word their own table. */
const comparisons: Readonly<Record<string, (folder: string, options: BenchOptions) => Promise<string>>> = {
  understanding: (folder, { data, rounds, collections, python, outOfScope }) => {
    if (data === undefined)
      throw new AppError('invalid', '--data: wanted, a folder with NAME-train.json of [text, label]', {
        field: 'data',
      });
    return benchUnderstanding(folder, {
      data,
      rounds,
      python: python ?? 'python3',
      ...(collections ? { collections } : {}),
      ...(outOfScope === undefined ? {} : { outOfScope }),
    });
  },
};

/** Names of the benchmarks. */
export const benchNames: readonly string[] = [...Object.keys(benches), ...Object.keys(comparisons)];

/** Runs one benchmark; the text is a table and a last line of JSON. AppError 'invalid' for an unknown name. */
export async function runBench(name: string, config: Config, folder: string, options: BenchOptions): Promise<string> {
  const comparison = comparisons[name];
  if (comparison) return await comparison(folder, options);
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
  'backfill-node': () => answerAsPart((input) => runBackfillNode(backfillNodeInput.parse(input))),
  'backfill-elsewhere': () => answerAsPart((input, listen) => runElsewhere(elsewhereInput.parse(input), listen)),
  'knowledge-node': () => answerAsPart((input) => runKnowledgeNode(knowledgeNodeInput.parse(input))),
  'load-clients': () => answerAsPart((input) => runLoadClients(loadClientsInput.parse(input))),
  'reconnect-clients': () =>
    answerAsPart((input, listen) => runReconnectClients(reconnectClientsInput.parse(input), listen)),
  'fanout-clients': () => answerAsPart((input, listen) => runFanoutClients(fanoutClientsInput.parse(input), listen)),
};

/** The part of a benchmark that runs in a process of its own. */
export async function runBenchPart(name: string): Promise<void> {
  await parts[name]?.();
}
