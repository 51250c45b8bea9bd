import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { AppError, readConfig } from '../../platform/index.ts';
import {
  evaluate,
  failuresText,
  readScenarios,
  reportOf,
  reportPage,
  scenarioShops,
  summaryText,
} from '../../training/index.ts';
import { scenarioFolder, withStage } from '../open-stage.ts';
import { projectFolder } from '../project-folder.ts';

const optionsSchema = z.object({
  shop: z.enum(scenarioShops).optional(),
  only: z.string().optional(),
  file: z.string().optional(),
  html: z.string().optional(),
  json: z.union([z.string(), z.literal(true)]).optional(),
  floor: z.coerce.number().min(0).max(1).optional(),
});
type Options = z.infer<typeof optionsSchema>;

/** `evaluate`: plays the scenarios in the real walk on a throw-away database; exit 1 below the floor or with a false statement. */
export function addEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .description('play whole conversations with both shops and tell what went wrong, failures first')
    .option('--shop <name>', `only scenarios of one shop: ${scenarioShops.join(', ')}`)
    .option(
      '--only <words>',
      'only scenarios with these words in title or id, or of this flow, kind, emotion, language',
    )
    .option('--file <path>', 'scenarios of this file instead of the built-in ones')
    .option('--html <path>', 'write the report as one page')
    .option('--json [path]', 'write the report as JSON, to standard output without a path')
    .option('--floor <share>', 'fail when fewer pass, e.g. 0.97, or when a single false statement was made')
    .action(async (given: unknown) => {
      const read = optionsSchema.safeParse(given);
      if (!read.success) {
        const field = String(read.error.issues[0]?.path[0]);
        throw new AppError('invalid', `--${field}: ${read.error.issues[0]?.message}`, { field });
      }
      await runEvaluation(read.data);
    });
}

async function runEvaluation(options: Options): Promise<void> {
  const { shop, only, file } = options;
  const folder = projectFolder();
  const selection = { ...(shop ? { shop } : {}), ...(only ? { only } : {}), ...(file ? { file } : {}) };
  const scenarios = await readScenarios(scenarioFolder(folder), selection);
  const result = await withStage(readConfig(process.env), folder, (stage) =>
    evaluate(stage, scenarios, (_, done) => showProgress(done, scenarios.length)),
  );
  const report = reportOf(result);
  if (options.html) await writeFile(options.html, reportPage(report));
  if (typeof options.json === 'string') await writeFile(options.json, `${JSON.stringify(report, null, 1)}\n`);
  if (options.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  else process.stdout.write(`${failuresText(report)}${summaryText(report)}\n`);
  const { passed, total, falseStatements } = report.summary;
  const isBelow = options.floor !== undefined && (passed / total < options.floor || falseStatements > 0);
  if (isBelow) {
    const share = `${((passed / total) * 100).toFixed(1)} %`;
    throw new AppError(
      'conflict',
      `below the floor of ${options.floor}: ${share} passed, ${falseStatements} false statements`,
    );
  }
}

/** Progress on a terminal only, on one line. */
function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${done}/${total} `);
  if (done === total) process.stderr.write('\n');
}
