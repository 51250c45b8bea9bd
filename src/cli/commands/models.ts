import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import {
  chooseWeights,
  listWeights,
  modelCatalogue,
  openStoredModel,
  pullEngine,
  pullWeights,
  readStoredModel,
  saveStoredModel,
} from '../../dialogue/models/index.ts';
import { AppError, readConfig } from '../../platform/index.ts';
import { readShopId, withApp, withGround } from '../open-app.ts';

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** `models`: language models that run in this process, and whether a shop's model answers. */
export function addModelsCommand(program: Command): void {
  const models = program
    .command('models')
    .description('language models: pull, list and use local ones, test a connection');
  models
    .command('list')
    .description('models in the data folder, and those that can be pulled')
    .action(async () => {
      const { dataFolder } = readConfig(process.env);
      for (const { name, kind, bytes, isUsed } of await listWeights(dataFolder))
        print(
          `${isUsed ? '*' : ' '} ${name.padEnd(44)} ${kind}  ${bytes === 0 ? '' : `${Math.round(bytes / 1e6)} MB`}`,
        );
      print('\nCan be pulled:');
      for (const { name, kind, megabytes, license } of modelCatalogue)
        print(`  ${name.padEnd(44)} ${kind}  ${megabytes} MB  ${license}`);
    });
  models
    .command('pull')
    .description('install what runs local models into the data folder and fetch weights')
    .argument('<name>', 'a name of the list, an https address of a GGUF file, or the name to copy a file under')
    .option(
      '--from <file>',
      'a GGUF file or a folder with an ONNX embedding model of your own instead of one from the network',
    )
    .action(async (name: string, given: unknown) => {
      const { from } = z.object({ from: z.string().optional() }).parse(given);
      const options = { dataFolder: readConfig(process.env).dataFolder, tell: print };
      const isFolder = from !== undefined && (await stat(from).catch(() => undefined))?.isDirectory() === true;
      const kind = isFolder ? 'onnx' : (modelCatalogue.find((one) => one.name === name)?.kind ?? 'gguf');
      await pullEngine(kind, options);
      const pulled = await pullWeights(name, { ...options, ...(from === undefined ? {} : { from }) });
      print(`${pulled} is there. Next: peakdesk models use ${pulled} --shop SHOP`);
    });
  models
    .command('use')
    .description('make a pulled model the local one, and with --shop that shop’s model')
    .argument('<name>', 'file in the data folder')
    .option('--shop <id>', 'shop whose answers it words and whose messages it reads')
    .action(async (name: string, given: unknown) => {
      const { shop } = z.object({ shop: z.string().optional() }).parse(given);
      await chooseWeights(readConfig(process.env).dataFolder, name);
      if (shop === undefined) return print(`${name} is the local model.`);
      const shopId = readShopId(shop);
      await withGround(async ({ database, secrets }) => {
        await database.inShop(shopId, (sql) =>
          saveStoredModel(sql, secrets, shopId, { url: 'local:', name, key: null }),
        );
      });
      print(`${name} answers for ${shop}; running servers use it at once.`);
    });
  models
    .command('test')
    .description('try the model of a shop and say what is wrong')
    .requiredOption('--shop <id>', 'shop whose model is tried')
    .action(async (given: unknown) => {
      const shopId = readShopId(z.object({ shop: z.string() }).parse(given).shop);
      await withApp(async ({ ground, models: gateway }) => {
        const { database, secrets } = ground;
        const stored = await database.inShop(shopId, (sql) => readStoredModel(sql, shopId));
        if (stored.url === null) throw new AppError('not-found', `shop '${shopId}' has no model of its own`);
        const findings = (await gateway?.testConnection?.(await openStoredModel(secrets, shopId, stored))) ?? [];
        for (const { tone, code, milliseconds, detail } of findings)
          print(
            [tone.padEnd(8), code, milliseconds === undefined ? '' : `${milliseconds} ms`, detail ?? '']
              .join(' ')
              .trim(),
          );
        if (findings.some((finding) => finding.tone === 'problem')) process.exitCode = 1;
      });
    });
}
