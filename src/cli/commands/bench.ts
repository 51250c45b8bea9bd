import type { Command } from 'commander';
import { z } from 'zod';
import { benchNames, runBench, runBenchPart } from '../../bench/index.ts';
import { AppError, readConfig } from '../../platform/index.ts';
import { projectFolder } from '../project-folder.ts';

const optionsSchema = z.object({
  seconds: z.coerce.number().min(1).max(600),
  rounds: z.coerce.number().int().min(1).max(50),
  sockets: z.coerce.number().int().min(1).max(100_000).optional(),
  data: z.string().optional(),
  collections: z
    .string()
    .transform((names) => names.split(','))
    .optional(),
  python: z.string().optional(),
  outOfScope: z.string().optional(),
  products: z.coerce.number().int().min(10).max(1_000_000).optional(),
});

/** `bench NAME`: floor and Peakdesk in one run, in a folder of its own; a table, then one line of JSON. */
export function addBenchCommand(program: Command): void {
  program
    .command('bench')
    .description(`measure against a floor of the same run: ${benchNames.join(', ')}`)
    .argument('<name>')
    .option('--seconds <n>', 'length of each measurement', '5')
    .option('--rounds <n>', 'rounds of floor and Peakdesk; median and worst are shown', '3')
    .option('--sockets <n>', 'reconnect: windows that are lost and come back (usually 20,000)')
    .option('--data <folder>', 'understanding: folder with NAME-train.json of [text, label]')
    .option('--collections <names>', 'understanding: only these, separated by commas')
    .option('--python <path>', 'understanding: a Python with bench/peers/requirements.txt')
    .option('--out-of-scope <label>', 'understanding: label of texts that belong to no intent')
    .option('--products <n>', 'knowledge: how many products the made shop has (100000)')
    .action(async (name: string, given: unknown) => {
      const read = optionsSchema.safeParse(given);
      if (!read.success) {
        const field = String(read.error.issues[0]?.path[0]);
        throw new AppError('invalid', `--${field}: ${read.error.issues[0]?.message}`, { field });
      }
      process.stdout.write(await runBench(name, readConfig(process.env), projectFolder(), read.data));
    });
  program.command('bench-part <name>', { hidden: true }).action(runBenchPart);
}
