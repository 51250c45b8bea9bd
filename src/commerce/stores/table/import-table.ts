import { basename } from 'node:path';
import { AppError, appendOutbox, type Database, type Secrets, type ShopId } from '../../../platform/index.ts';
import type { ImportProgress, ImportReport, Refusal, ShopImporter } from '../../shop-files.ts';
import { digitsOf } from '../kit/money.ts';
import { planTable } from './plan-table.ts';
import { readTable, readTableFile, type Table, type TableReading } from './read-table-file.ts';
import { type ColumnChoice, type ColumnMapping, mapColumns } from './table-columns.ts';
import { toRecords } from './to-records.ts';
import { sizeOf, writePlan } from './write-plan.ts';

/**
 * Brings orders, products, customers or parcels of one table into a shop that Peakdesk hosts. All or nothing; the same table a second
 * time changes nothing. With `isPreview` nothing is written: the report tells what would be, and how the columns were taken.
 */
export const importTable: ShopImporter = async ({ from, map = {}, isPreview = false, ...parts }) => {
  const reading = await readTableFile(from);
  const { report } = await bringIn(parts, { file: basename(from), reading, choice: { own: map }, isPreview });
  return report;
};

type Parts = {
  database: Database;
  secrets: Secrets;
  shopId: ShopId;
  onProgress?: (progress: ImportProgress) => void;
};

/** The same for bytes that somebody has uploaded; the table comes along for a preview. */
export async function importTableBytes(
  parts: Parts,
  { file, bytes, choice, isPreview }: { file: string; bytes: Buffer; choice: ColumnChoice; isPreview: boolean },
): Promise<{ report: ImportReport; table?: Table; mapping?: ColumnMapping }> {
  return bringIn(parts, { file, reading: await readTable(file, bytes), choice, isPreview });
}

type Wanted = { file: string; reading: TableReading; choice: ColumnChoice; isPreview: boolean };

async function bringIn(
  { database, secrets, shopId, onProgress }: Parts,
  { file, reading, choice, isPreview }: Wanted,
): Promise<{ report: ImportReport; table?: Table; mapping?: ColumnMapping }> {
  if (!reading.ok) return { report: { read: 0, changed: 0, refused: reading.refused } };
  const { table } = reading;
  const mapping = mapColumns(table.header, choice);
  const currency = await currencyOfHosted(database, shopId);
  const shopSecrets = await secrets.forShop(shopId);
  const records = toRecords(file, table, mapping, {
    currency,
    digits: digitsOf(currency),
    madeId: (clue) => `T${shopSecrets.keyedHash('table customer', clue).toString('hex').slice(0, 16)}`,
  });
  const read = table.rows.length;
  onProgress?.({ step: 'read', done: read, total: read });
  const told = (refused: readonly Refusal[], changed: number) => ({
    report: { read, refused, columns: mapping, changed },
    table,
    mapping,
  });
  if (records.refused.length > 0) return told(records.refused, 0);
  return database.inShop(shopId, async (sql) => {
    const transaction = { sql, shopId, secrets: shopSecrets };
    const plan = await planTable(transaction, file, records, !isPreview);
    if (plan.refused.length > 0) return told(plan.refused, 0);
    const total = sizeOf(plan);
    if (!isPreview) {
      await writePlan(transaction, plan, (done) => onProgress?.({ step: 'write', done, total }));
      if (plan.products.length > 0)
        await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed: ['catalogue'] } }]);
    }
    return told([], total);
  });
}

/** The currency of a shop whose records are kept here; AppError 'conflict' for one with a system of its own. */
export async function currencyOfHosted(database: Database, shopId: ShopId): Promise<string> {
  const [shop] = await database.inShop(
    shopId,
    (sql) =>
      sql<{ platform: string; currency: string }[]>`select platform, currency from shops where shop_id = ${shopId}`,
  );
  if (shop === undefined)
    throw new AppError('not-found', `there is no shop ${shopId}: make it by 'shop create'`, { field: 'shop' });
  if (shop.platform !== 'peakdesk')
    throw new AppError('conflict', `the shop ${shopId} has a system of its own`, { field: 'shop' });
  return shop.currency;
}
