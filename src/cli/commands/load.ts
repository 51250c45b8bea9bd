import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { formatLoad, loadShapes, runLoad } from '../../bench/index.ts';
import { AppError, readConfig } from '../../platform/index.ts';
import { projectFolder } from '../project-folder.ts';

const optionsSchema = z.object({
  rate: z.coerce.number().min(1).max(100_000),
  seconds: z.coerce.number().min(1).max(86_400),
  windows: z.coerce.number().int().min(1).max(100_000),
  agents: z.coerce.number().int().min(0).max(500),
  addresses: z.coerce.number().int().min(1).max(250),
  target: z.url().optional(),
  shop: z.string().min(1).optional(),
  report: z.string().optional(),
});

/** `load SHAPE`: customers and agents in an open loop, times from the intended start; a table, then one line of JSON. */
export function addLoadCommand(program: Command): void {
  program
    .command('load')
    .description(`play customers and agents against a server: ${Object.keys(loadShapes).join(', ')}`)
    .argument('<shape>')
    .option('--rate <n>', 'messages a second that the shape is made of', '100')
    .option('--seconds <n>', 'length of its longest part', '10')
    .option('--windows <n>', 'open windows of customers', '500')
    .option('--agents <n>', 'screens of agents that follow ten conversations each', '4')
    .option('--addresses <n>', 'source addresses 127.0.0.2, 127.0.0.3 …; on Linux only', '20')
    .option('--target <url>', 'a server that runs already; without it one is started in a folder of its own')
    .option('--shop <id>', 'shop of the target', 'demo')
    .option('--report <file>', 'write the table there, too')
    .action(async (shape: string, given: unknown) => {
      const read = optionsSchema.safeParse(given);
      if (!read.success) {
        const field = String(read.error.issues[0]?.path[0]);
        throw new AppError('invalid', `--${field}: ${read.error.issues[0]?.message}`, { field });
      }
      const { report, ...options } = read.data;
      const text = formatLoad(await runLoad(readConfig(process.env), projectFolder(), { shape, ...options }));
      if (report !== undefined) await writeFile(report, text);
      process.stdout.write(text);
    });
}
