import { z } from 'zod';
import {
  type Database,
  enqueueJob,
  type JobHandler,
  type Mailer,
  type ShopId,
  type Sql,
  StaffId,
} from '../platform/index.ts';
import { listStaff } from '../staff/index.ts';
import texts from './owner-texts.json' with { type: 'json' };

/** Name of the job that tells one owner that an endpoint was turned off. */
export const tellOwnerJob = 'tell-webhook-off';

const reasons = ['gone', 'failing'] as const;
const payloadSchema = z.object({ staffId: StaffId.schema, endpointId: z.uuid(), reason: z.enum(reasons) });

/** Makes the mail to each owner of the shop, in the transaction that turns the endpoint off. */
export async function enqueueTelling(
  sql: Sql,
  shopId: ShopId,
  { endpointId, reason, now }: { endpointId: string; reason: (typeof reasons)[number]; now: Date },
): Promise<void> {
  const owners = (await listStaff(sql, shopId)).filter((one) => one.role === 'owner' && !one.isDisabled);
  for (const { staffId } of owners)
    await enqueueJob(sql, { shopId, name: tellOwnerJob, payload: { staffId, endpointId, reason }, runAt: now });
}

/** Sends the mail. Without a mail server only settings and audit trail tell of it. */
export function tellOwnerHandler(parts: { database: Database; mailer: Mailer | undefined }): JobHandler {
  return {
    handle: async ({ shopId, payload }) => {
      const { staffId, endpointId, reason } = payloadSchema.parse(payload);
      const [row] = await parts.database.inShop(
        shopId,
        (sql) => sql<{ url: string; name: Record<string, string>; language: string; email: string }[]>`
          select e.url, s.name, s.language, o.email from webhook_endpoints e join shops s using (shop_id) join staff o using (shop_id)
          where e.shop_id = ${shopId} and e.endpoint_id = ${endpointId} and o.staff_id = ${staffId} and o.disabled_at is null`,
      );
      if (row === undefined || parts.mailer === undefined) return;
      const words = wordsOf(row.language);
      const fill = (text: string) =>
        text.replace('{shop}', () => row.name[row.language] ?? shopId).replace('{url}', () => row.url);
      const text = `${fill(words[reason])}\n\n${words.next}\n`;
      await parts.mailer.send({ to: row.email, subject: fill(words.subject), text });
    },
  };
}

function wordsOf(language: string): (typeof texts)['en'] {
  return Object.entries(texts).find(([name]) => name === language)?.[1] ?? texts['zh-CN'];
}
