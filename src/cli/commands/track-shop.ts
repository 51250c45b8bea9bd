import type { Command } from 'commander';
import {
  listTrackingServices,
  removeTracking,
  saveTracking,
  type TrackingParts,
  testTracking,
  trackingState,
} from '../../commerce/index.ts';
import type { Ground } from '../../ground.ts';
import { AppError } from '../../platform/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { readShopId, withGround } from '../open-app.ts';
import { collectSetting, readSettings } from '../settings-option.ts';

type Options = { shop: string; service?: string; set: string[]; testOnly?: boolean; off?: boolean };

/** `shop track`: the service that tells where a shop's parcels are. */
export function addTrackingCommands(shop: Command): void {
  shop
    .command('track')
    .description('connect the service that tells where parcels are; without --service say how they are followed')
    .requiredOption('--shop <id>', 'shop whose parcels are followed')
    .option('--service <name>', 'a tracking service; without it all of them are listed with their fields')
    .option('--set <key=value>', 'a field of the service; may be repeated', collectSetting, [])
    .option('--test-only', 'try the service and keep nothing')
    .option('--off', 'stop following parcels')
    .action(track);
}

async function track(options: Options): Promise<void> {
  const shopId = readShopId(options.shop);
  const { service, off } = options;
  const settings = readSettings(options.set);
  await withGround(async (ground) => {
    const parts = partsOf(ground);
    if (off === true) await removeTracking(parts, shopId);
    else if (service !== undefined) {
      const input = { service, settings };
      const test = await testTracking(parts, shopId, input);
      if (!test.ok)
        throw new AppError('unavailable', `${test.field === undefined ? '' : `${test.field}: `}${test.problem.en}`);
      if (options.testOnly === true) return writeJsonLine({ shopId, service, details: test.details.en });
      await saveTracking(parts, shopId, input);
    }
    for (const { service: name, label, fields } of service === undefined ? listTrackingServices(shopId) : []) {
      const shown = fields.map(({ key, kind, isRequired, label: text }) => ({ key, kind, isRequired, label: text.en }));
      await writeJsonLine({ service: name, label: label.en, fields: shown });
    }
    await writeJsonLine({ shopId, tracking: await trackingState(parts, shopId) });
  });
}

function partsOf({ database, secrets, clock, log, config }: Ground): TrackingParts {
  return { database, secrets, clock, log, publicUrl: config.publicUrl };
}
