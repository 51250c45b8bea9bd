import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { chartOfLoad, formatLoad, loadShapes, rateFor, runLoad } from '../../bench/index.ts';
import { AppError, readConfig } from '../../platform/index.ts';
import { projectFolder } from '../project-folder.ts';

const optionsSchema = z.object({
  rate: z.coerce.number().min(1).max(100_000),
  lines: z.coerce.number().int().min(1).max(1_000_000_000).optional(),
  seconds: z.coerce.number().min(1).max(86_400),
  minutes: z.coerce.number().min(0.1).max(1_440).optional(),
  windows: z.coerce.number().int().min(1).max(100_000),
  agents: z.coerce.number().int().min(0).max(500),
  addresses: z.coerce.number().int().min(1).max(250),
  target: z.url().optional(),
  shop: z.string().min(1).optional(),
  report: z.string().optional(),
  chart: z.string().optional(),
});

/** `load SHAPE`: customers and agents in an open loop, times from the intended start; a table, then one line of JSON. */
export function addLoadCommand(program: Command): void {
  program
    .command('load')
    .description(`play customers and agents against a server: ${Object.keys(loadShapes).join(', ')}`)
    .argument('<shape>')
    .option('--rate <n>', 'messages a second that the shape is made of', '100')
    .option('--lines <n>', 'messages of customers in all, instead of a rate')
    .option('--seconds <n>', 'length of its longest part; of all of it for soak, midnight and day', '10')
    .option('--minutes <n>', 'the same in minutes')
    .option('--windows <n>', 'open windows of customers', '500')
    .option('--agents <n>', 'screens of agents that follow ten conversations each', '4')
    .option('--addresses <n>', 'source addresses 127.0.0.2, 127.0.0.3 …; on Linux only', '20')
    .option('--target <url>', 'a server that runs already; without it one is started in a folder of its own')
    .option('--shop <id>', 'shop of the target', 'demo')
    .option('--report <file>', 'write the table there, too')
    .option('--chart <file>', 'draw rate and times over the run there (SVG)')
    .action(async (shape: string, typed: unknown) => {
      const read = optionsSchema.safeParse(typed);
      if (!read.success) {
        const field = String(read.error.issues[0]?.path[0]);
        throw new AppError('invalid', `--${field}: ${read.error.issues[0]?.message}`, { field });
      }
      const { report, chart, lines, minutes, ...given } = read.data;
      const seconds = minutes === undefined ? given.seconds : minutes * 60;
      const plan = loadShapes[shape];
      const rate = lines === undefined || !plan ? given.rate : rateFor(plan, lines, seconds);
      const run = await runLoad(readConfig(process.env), projectFolder(), { shape, ...given, seconds, rate });
      const text = formatLoad(run);
      if (chart !== undefined) await writeFile(chart, chartOfLoad(run));
      if (report !== undefined) await writeFile(report, text);
      process.stdout.write(text);
    });
}
