import { AppError, type Database, type Json, type Secrets, type ShopId, type Sql } from '../../../platform/index.ts';
import type { LocalizedText } from '../../types.ts';

/** What uploaded tables work with. */
export type UploadGround = { database: Database; secrets: Secrets };

export const uploadStates = ['uploaded', 'waiting', 'running', 'done', 'refused', 'failed'] as const;

/** What came of an import. */
export type UploadReport = {
  read: number;
  changed: number;
  faults: readonly { line: number; words: LocalizedText }[];
  moreFaults: number;
};

/** An import as a screen shows it, without its content. */
export type UploadView = {
  importId: string;
  fileName: string;
  state: (typeof uploadStates)[number];
  progress: { done: number; total: number } | null;
  report: UploadReport | null;
  createdBy: string;
  createdAt: string;
};

const purposeOf = (importId: string) => `table_imports/content/${importId}`;
/** A table that nobody imports is forgotten after so many hours; its customers' names do not lie about. */
const keptHours = 24;
const listed = 10;

/** Rows of uploaded tables; the content is sealed, and gone when it is written. */
export const uploads = {
  async keep(
    { database, secrets }: UploadGround,
    shopId: ShopId,
    { importId, fileName, bytes, by }: { importId: string; fileName: string; bytes: Buffer; by: string },
  ): Promise<void> {
    const shopSecrets = await secrets.forShop(shopId);
    const sealed = shopSecrets.seal(purposeOf(importId), bytes.toString('base64'));
    await database.inShop(shopId, async (sql) => {
      await sql`
        delete from table_imports where shop_id = ${shopId} and state = 'uploaded'
          and created_at < now() - ${keptHours}::int * interval '1 hour'`;
      await sql`
        insert into table_imports (shop_id, import_id, file_name, content_sealed, created_by)
        values (${shopId}, ${importId}, ${fileName}, ${sealed}, ${by})`;
    });
  },

  async open(
    { database, secrets }: UploadGround,
    shopId: ShopId,
    importId: string,
  ): Promise<{ fileName: string; bytes: Buffer }> {
    const shopSecrets = await secrets.forShop(shopId);
    const [row] = await database.inShop(
      shopId,
      (sql) => sql<{ fileName: string; sealed: Uint8Array | null }[]>`
        select file_name as "fileName", content_sealed as sealed from table_imports
        where shop_id = ${shopId} and import_id = ${importId}`,
    );
    if (row?.sealed == null) throw new AppError('not-found', 'this table is no longer there: upload it again');
    return { fileName: row.fileName, bytes: Buffer.from(shopSecrets.open(purposeOf(importId), row.sealed), 'base64') };
  },

  async queue(sql: Sql, shopId: ShopId, importId: string, choice: Json): Promise<boolean> {
    const queued = await sql`
      update table_imports set state = 'waiting', choice = ${sql.json(choice)}
      where shop_id = ${shopId} and import_id = ${importId} and state = 'uploaded'`;
    return queued.count === 1;
  },

  /** The choice of columns of an import that is to be written; undefined where it has been. */
  async begin(sql: Sql, shopId: ShopId, importId: string): Promise<unknown> {
    const [row] = await sql<{ choice: unknown }[]>`
      update table_imports set state = 'running'
      where shop_id = ${shopId} and import_id = ${importId} and state in ('waiting', 'running') returning choice`;
    return row?.choice;
  },

  async progress(sql: Sql, shopId: ShopId, importId: string, progress: { done: number; total: number }): Promise<void> {
    await sql`
      update table_imports set progress = ${sql.json(progress)}
      where shop_id = ${shopId} and import_id = ${importId} and state = 'running'`;
  },

  async finish(sql: Sql, shopId: ShopId, importId: string, report: UploadReport): Promise<void> {
    const isRefused = report.faults.length > 0;
    await sql`
      update table_imports set state = ${isRefused ? 'refused' : 'done'}, report = ${sql.json(JSON.parse(JSON.stringify(report)))},
        progress = null, content_sealed = null, finished_at = now()
      where shop_id = ${shopId} and import_id = ${importId}`;
  },

  async fail(sql: Sql, shopId: ShopId, importId: string): Promise<void> {
    await sql`
      update table_imports set state = 'failed', progress = null, content_sealed = null, finished_at = now()
      where shop_id = ${shopId} and import_id = ${importId}`;
  },

  async list(sql: Sql, shopId: ShopId): Promise<UploadView[]> {
    const rows = await sql<(Omit<UploadView, 'createdAt'> & { createdAt: Date })[]>`
      select import_id as "importId", file_name as "fileName", state, progress, report, created_by as "createdBy",
        created_at as "createdAt"
      from table_imports where shop_id = ${shopId} and state <> 'uploaded' order by created_at desc limit ${listed}`;
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  },
};
