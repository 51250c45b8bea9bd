import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError, enqueueJob, type JobHandler, type Log, type ShopId, type Sql } from '../../../platform/index.ts';
import type { ImportProgress, ImportReport, Refusal } from '../../shop-files.ts';
import type { LocalizedText } from '../../types.ts';
import { currencyOfHosted, importTableBytes } from './import-table.ts';
import { type ColumnChoice, neededFields, type TableKind, tableColumns, tableKinds } from './table-columns.ts';
import { fieldLabel } from './table-faults.ts';
import { type UploadGround, type UploadView, uploads } from './upload-rows.ts';

/** Name of the job that writes an uploaded table. */
export const importUploadJob = 'import-table';

/** Rows of a preview, and faults that are shown; the rest is counted. */
const shownRows = 5;
const shownFaults = 100;

/** Largest file. */
export const tableLimit = 5_000_000;

/** How the columns are to be taken, as it comes from outside. */
export const columnChoice = z.strictObject({
  kind: z.enum(tableKinds).exactOptional(),
  own: z.record(z.string().max(200), z.string().max(60)).exactOptional(),
});

/** What a table holds and what would become of it. */
export type TablePreview = {
  importId: string;
  fileName: string;
  kind: TableKind;
  header: readonly string[];
  /** Field of each column; empty where nothing is made of it. */
  fields: readonly string[];
  missing: readonly string[];
  rows: readonly { line: number; cells: readonly string[] }[];
  read: number;
  /** Records that are new or different. */
  changed: number;
  faults: readonly ShownFault[];
  moreFaults: number;
};
export type ShownFault = { line: number; words: LocalizedText };

/** The fields of each kind of table, as a screen names them. */
export function tableFields(): Record<TableKind, { field: string; label: LocalizedText; isNeeded: boolean }[]> {
  const of = (kind: TableKind) =>
    Object.keys(tableColumns[kind]).map((field) => ({
      field,
      label: fieldLabel(field),
      isNeeded: neededFields[kind].includes(field),
    }));
  return { orders: of('orders'), products: of('products'), customers: of('customers'), parcels: of('parcels') };
}

/** Keeps an uploaded table, sealed, and says how it is taken. AppError 'conflict' for a shop with a system of its own. */
export async function uploadTable(
  ground: UploadGround,
  shopId: ShopId,
  { fileName, bytes, by }: { fileName: string; bytes: Buffer; by: string },
): Promise<TablePreview> {
  await currencyOfHosted(ground.database, shopId);
  const importId = randomUUID();
  await uploads.keep(ground, shopId, { importId, fileName, bytes, by });
  return previewTable(ground, shopId, importId, {});
}

/** How an uploaded table is taken with other columns; nothing is written. AppError 'not-found' for one that there is not any more. */
export async function previewTable(
  ground: UploadGround,
  shopId: ShopId,
  importId: string,
  choice: ColumnChoice,
): Promise<TablePreview> {
  const { fileName, bytes } = await uploads.open(ground, shopId, importId);
  const { report, table, mapping } = await importTableBytes(
    { ...ground, shopId },
    { file: fileName, bytes, choice, isPreview: true },
  );
  const header = table?.header ?? [];
  const places = Object.entries(mapping?.places ?? {});
  return {
    importId,
    fileName,
    kind: mapping?.kind ?? choice.kind ?? 'orders',
    header,
    fields: header.map((_, place) => places.find(([, at]) => at === place)?.[0] ?? ''),
    missing: mapping?.missing ?? [],
    rows: (table?.rows ?? []).slice(0, shownRows),
    read: report.read,
    changed: report.changed,
    ...faultsOf(report),
  };
}

/** Lets a job write an uploaded table. AppError 'conflict' for one that is being written already. */
export async function startTableImport(
  ground: UploadGround,
  shopId: ShopId,
  importId: string,
  choice: ColumnChoice,
): Promise<void> {
  await ground.database.inShop(shopId, async (sql) => {
    if (!(await uploads.queue(sql, shopId, importId, choice)))
      throw new AppError('conflict', 'this table is being imported already, or is no longer there');
    await enqueueImport(sql, shopId, importId);
  });
}

/** The last imports of a shop, newest first. */
export async function listTableImports(ground: UploadGround, shopId: ShopId): Promise<readonly UploadView[]> {
  return ground.database.inShop(shopId, (sql) => uploads.list(sql, shopId));
}

/** Progress is told so often; a database is not asked to write faster than somebody looks. */
const progressMilliseconds = 500;
const tries = 3;

/** Writes an uploaded table: all of it or nothing, once; a process that dies leaves it to the next. */
export function importUploadHandler(ground: UploadGround & { log: Log }): JobHandler {
  return {
    leaseSeconds: 600,
    handle: async ({ shopId, payload, attempt }) => {
      const { importId } = z.object({ importId: z.string() }).parse(payload);
      const begun = await ground.database.inShop(shopId, (sql) => uploads.begin(sql, shopId, importId));
      if (begun === undefined) return;
      const { fileName, bytes } = await uploads.open(ground, shopId, importId);
      const choice = columnChoice.parse(begun);
      try {
        const onProgress = progressOf(ground, shopId, importId);
        const wanted = { file: fileName, bytes, choice, isPreview: false };
        const { report } = await importTableBytes({ ...ground, shopId, onProgress }, wanted);
        const { read, changed } = report;
        const told = { read, changed, ...faultsOf(report) };
        await ground.database.inShop(shopId, (sql) => uploads.finish(sql, shopId, importId, told));
      } catch (error) {
        ground.log.error({ err: error, shopId, importId }, 'a table could not be imported');
        if (attempt >= tries) await ground.database.inShop(shopId, (sql) => uploads.fail(sql, shopId, importId));
        throw error;
      }
    },
  };
}

/** Notes how far an import is, in transactions of its own: what is being written is not to be seen before its end. */
function progressOf(ground: UploadGround, shopId: ShopId, importId: string): (progress: ImportProgress) => void {
  let toldAt = 0;
  return ({ done, total }) => {
    if (performance.now() - toldAt < progressMilliseconds) return;
    toldAt = performance.now();
    // Progress that cannot be noted now is noted the next time.
    ground.database
      .inShop(shopId, (sql) => uploads.progress(sql, shopId, importId, { done, total }))
      .catch(() => undefined);
  };
}

function faultsOf({ refused }: ImportReport): { faults: ShownFault[]; moreFaults: number } {
  const faults = refused.slice(0, shownFaults).map(({ line, reason, words }: Refusal) => ({
    line,
    words: words ?? { 'zh-CN': reason, 'zh-TW': reason, en: reason },
  }));
  return { faults, moreFaults: Math.max(0, refused.length - shownFaults) };
}

async function enqueueImport(sql: Sql, shopId: ShopId, importId: string): Promise<void> {
  const uniqueKey = `${importUploadJob}/${importId}`;
  await enqueueJob(sql, { shopId, name: importUploadJob, payload: { importId }, maxAttempts: tries, uniqueKey });
}
