import { z } from 'zod';
import {
  columnChoice,
  listTableImports,
  previewTable,
  startTableImport,
  tableFields,
  tableLimit,
  uploadTable,
} from '../../commerce/index.ts';
import { auditAsStaff } from '../audit-as-staff.ts';
import { safeFileName } from '../files/file-folder.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import { takeToken } from '../http/take-token.ts';
import type { ServerParts } from '../server-parts.ts';

const params = z.strictObject({ importId: z.uuid() });

function groundOf({ walk, ground }: ServerParts) {
  return { database: walk.database, secrets: ground.secrets };
}

/** Tables of orders, products, customers and parcels, from a file into a shop that Peakdesk hosts; for the owner. */
export const tableRoutes: readonly Route[] = [
  staffRoute('settings.write', {
    method: 'GET',
    path: '/api/v1/tables',
    summary: 'The last imports with their progress and what came of them, and the fields that a column can be',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({
      body: { fields: tableFields(), imports: await listTableImports(groundOf(parts), who.shopId) },
    }),
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/tables',
    summary:
      'Upload a table (raw body, name in x-file-name; .xlsx, .csv or .tsv): how its columns are taken, its first rows, what is wrong. Nothing is imported yet',
    params: none,
    query: none,
    body: none,
    rawLimit: tableLimit,
    usesIdempotencyKey: false,
    handle: async ({ parts, edge, meta, who }) => {
      takeToken(edge.limits.uploads, who.staff.staffId);
      const fileName = tableName(meta.fileName);
      const by = who.staff.name;
      const preview = await uploadTable(groundOf(parts), who.shopId, { fileName, bytes: meta.bytes, by });
      return { status: 201, body: { preview } };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/tables/:importId/preview',
    summary: 'The same table with its columns taken otherwise; nothing is imported',
    params,
    query: none,
    body: columnChoice,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { importId }, body }) => ({
      body: { preview: await previewTable(groundOf(parts), who.shopId, importId, body) },
    }),
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/tables/:importId/import',
    summary: 'Import the table: all of it or nothing; goes on by itself, see the list of imports',
    params,
    query: none,
    body: columnChoice,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { params: { importId }, body }) => {
      await startTableImport(groundOf(parts), who.shopId, importId, body);
      const details = { fields: ['table-import'], importId };
      await auditAsStaff(parts, who, { action: 'settings.changed', target: 'shop', details });
      parts.wakeJobs?.(who.shopId);
      return { status: 202, body: { imports: await listTableImports(groundOf(parts), who.shopId) } };
    },
  }),
];

/** The browser sends the name encoded, since a header holds no Chinese; its ending says how to read the file. */
function tableName(sent: string): string {
  const name = /%(?![\dA-Fa-f]{2})/.test(sent) ? sent : decodeURIComponent(sent);
  return safeFileName(name, `table/${/\.(\w{1,5})$/.exec(name)?.[1] ?? 'txt'}`);
}
