import { z } from 'zod';
import { releaseKnowledge } from '../knowledge/index.ts';
import { AppError, type ShopId, type Sql } from '../platform/index.ts';
import { type AuditAction, appendAudit, type SignedIn } from '../staff/index.ts';
import { auditActorOf, type DeskParts } from './desk-parts.ts';

const texts = z.strictObject({
  'zh-CN': z.string().max(4_000),
  'zh-TW': z.string().max(4_000),
  en: z.string().max(4_000),
});

/** A ready answer that is called by "/" and its short name. */
export const cannedReplySchema = z.strictObject({
  shortcut: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[\p{L}\p{N}_-]+$/u, 'letters, digits, hyphens'),
  title: texts,
  text: texts,
});
export type CannedReply = z.infer<typeof cannedReplySchema>;

/** All canned replies of the current release by short name. */
export async function listCannedReplies(sql: Sql, shopId: ShopId): Promise<CannedReply[]> {
  const rows = await sql<{ document: unknown }[]>`
    select document from knowledge_items where shop_id = ${shopId} and kind = 'canned-reply' and to_release is null`;
  return rows
    .flatMap((row) => {
      const read = cannedReplySchema.safeParse(row.document);
      return read.success ? [read.data] : [];
    })
    .toSorted((one, other) => one.shortcut.localeCompare(other.shortcut, 'zh-CN'));
}

/** Adds a canned reply or replaces the one of the same short name, as a new release of the shop's knowledge. */
export async function saveCannedReply(parts: DeskParts, who: SignedIn, reply: CannedReply): Promise<void> {
  await release(parts, who, 'canned-reply.saved', reply.shortcut, (replies) => [
    ...replies.filter((one) => one.shortcut !== reply.shortcut),
    reply,
  ]);
}

/** Takes a canned reply out of use; AppError 'not-found' where there is none of this short name. */
export async function removeCannedReply(parts: DeskParts, who: SignedIn, shortcut: string): Promise<void> {
  await release(parts, who, 'canned-reply.removed', shortcut, (replies) => {
    const left = replies.filter((one) => one.shortcut !== shortcut);
    if (left.length === replies.length) throw new AppError('not-found', 'no such canned reply');
    return left;
  });
}

async function release(
  parts: DeskParts,
  who: SignedIn,
  action: AuditAction,
  shortcut: string,
  change: (replies: readonly CannedReply[]) => readonly CannedReply[],
): Promise<void> {
  const { shopId } = who;
  await parts.database.inShop(shopId, async (sql) => {
    // Two changes at once must both be in the second release.
    await sql`select 1 from shops where shop_id = ${shopId} for update`;
    const replies = change(await listCannedReplies(sql, shopId));
    const items = replies.map((reply) => ({
      itemId: reply.shortcut,
      kind: 'canned-reply' as const,
      document: reply,
      validFrom: undefined,
      validTo: undefined,
    }));
    await releaseKnowledge(sql, shopId, items, { note: `${action} ${shortcut}`, kinds: ['canned-reply'] });
    await appendAudit(sql, {
      shopId,
      actor: auditActorOf(who),
      action,
      target: `canned-reply/${shortcut}`,
      now: parts.clock.now(),
    });
  });
}
