import type { Command } from 'commander';
import { z } from 'zod';
import {
  createModelGateway,
  createOpenAiCompatibleProvider,
  listWeights,
  type ModelProvider,
  openLocalModels,
} from '../../dialogue/models/index.ts';
import { AppError, type Config, createMetrics, readConfig, silentLog, systemClock } from '../../platform/index.ts';
import {
  compareModels,
  modelTable,
  readScenarios,
  type Selection,
  scenarioShops,
  type Understander,
} from '../../training/index.ts';
import { scenarioFolder, withStage } from '../open-stage.ts';
import { projectFolder } from '../project-folder.ts';

const optionsSchema = z.object({
  shop: z.enum(scenarioShops).optional(),
  only: z.string().optional(),
  local: z.string().optional(),
  json: z.boolean().optional(),
});

/** `evaluate models`: the same scenarios with every configured understander, side by side. */
export function addEvaluateModelsCommand(program: Command): void {
  const evaluate = program.commands.find((command) => command.name() === 'evaluate');
  if (!evaluate) throw new AppError('bug', 'evaluate models belongs to evaluate');
  evaluate
    .command('models')
    .description('play the same conversations with the embedded understander, the configured model and local ones')
    .option('--shop <name>', `only scenarios of one shop: ${scenarioShops.join(', ')}`)
    .option('--only <words>', 'only scenarios with these words, or of this flow, kind, emotion, language')
    .option('--local <file>', 'only this model of the data folder; default all of them')
    .option('--json', 'rows as JSON')
    .action(async (given: unknown, command: Command) => {
      const options = optionsSchema.parse({
        ...(typeof given === 'object' ? given : {}),
        ...command.optsWithGlobals(),
      });
      const selection: Selection = {
        ...(options.shop ? { shop: options.shop } : {}),
        ...(options.only ? { only: options.only } : {}),
      };
      const config = readConfig(process.env);
      const folder = projectFolder();
      const scenarios = await readScenarios(scenarioFolder(folder), selection);
      const { understanders, stop } = await understandersOf(config, options.local);
      try {
        const rows = await withStage(config, folder, (stage) =>
          compareModels(stage, scenarios, understanders, (row) => void process.stderr.write(`${row.name} is done\n`)),
        );
        process.stdout.write(`${options.json ? JSON.stringify(rows) : modelTable(rows)}\n`);
      } finally {
        await stop();
      }
    });
}

async function understandersOf(
  config: Config,
  only: string | undefined,
): Promise<{ understanders: readonly Understander[]; stop(): Promise<void> }> {
  const { url, key, name = 'default', timeoutMs } = config.model;
  const local = openLocalModels(config.dataFolder, silentLog());
  const withModel = (provider: ModelProvider): Understander => ({
    name: provider.name,
    models: createModelGateway({
      provider,
      clock: systemClock,
      log: silentLog(),
      metrics: createMetrics(),
      // Nothing is answered from memory, and a model that fails is asked again: it is the model that is measured.
      options: {
        totalTimeoutMs: timeoutMs,
        cachedAnswers: 0,
        breakerFailures: 1_000_000,
        ...(provider.isLocal ? { concurrent: 1, firstTokenTimeoutMs: timeoutMs } : {}),
      },
    }),
  });
  const files = (await listWeights(config.dataFolder)).filter(
    (one) => one.kind === 'gguf' && (only ?? one.name) === one.name,
  );
  if (only !== undefined && files.length === 0)
    throw new AppError('not-found', `--local: there is no model ${only} (peakdesk models list)`, { field: 'local' });
  return {
    understanders: [
      { name: 'embedded' },
      ...(url === undefined ? [] : [withModel(createOpenAiCompatibleProvider({ url, name, ...(key ? { key } : {}) }))]),
      ...files.map((file) => withModel(local.chat(file.name))),
    ],
    stop: local.stop,
  };
}
