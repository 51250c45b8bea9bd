import { type ActionOutcome, type Approval, decideApproval, listApprovals } from '../commerce/index.ts';
import { appendMessages, findConversation } from '../conversations/index.ts';
import { AppError, ConversationId, MessageId, type ShopId } from '../platform/index.ts';
import { appendAudit, type SignedIn } from '../staff/index.ts';
import { auditActorOf, type DeskParts, publishSent } from './desk-parts.ts';
import { wordSaying } from './desk-words.ts';

/** An entry of the queue for a second pair of eyes, as a supervisor sees it. */
export type ApprovalView = Omit<Approval, 'actor' | 'idempotencyKey'> & {
  conversationId: string | undefined;
  askedBy: 'customer' | 'staff';
};

/** What waits for a second person (or all that ever did), newest first. */
export async function readApprovals(parts: DeskParts, who: SignedIn, only: 'pending' | 'all'): Promise<ApprovalView[]> {
  const filter = only === 'pending' ? { state: 'pending' as const } : {};
  const found = await parts.database.inShop(who.shopId, (sql) => listApprovals(sql, who.shopId, filter));
  return found.map(viewOf);
}

/** A supervisor's yes or no, written into the trail; AppError 'not-found' or 'conflict' where it cannot be given. */
export async function answerApproval(
  parts: DeskParts,
  who: SignedIn,
  given: { approvalId: string; decision: 'approve' | 'reject'; note: string },
): Promise<ApprovalView> {
  const { shopId, staff } = who;
  const now = parts.clock.now();
  const view = await parts.database.inShop(shopId, async (sql) => {
    const decided = await decideApproval(sql, { ...given, shopId, staffId: staff.staffId, now });
    if (!decided.ok)
      throw new AppError(decided.fault === 'unknown' ? 'not-found' : 'conflict', `approval: ${decided.fault}`);
    const { approval } = decided;
    const details = { action: approval.action, amount: approval.amount, orderId: approval.orderId ?? '' };
    const action = given.decision === 'approve' ? 'approval.approved' : 'approval.rejected';
    await appendAudit(sql, {
      shopId,
      actor: auditActorOf(who),
      action,
      target: `approval/${approval.approvalId}`,
      details,
      now,
    });
    return approval;
  });
  if (view.state === 'rejected') await tellApproval(parts, shopId, view, undefined);
  return viewOf(view);
}

/** Tells the customer in the conversation what came of it; a repeated call writes nothing twice. */
export async function tellApproval(
  parts: DeskParts,
  shopId: ShopId,
  approval: Approval,
  outcome: ActionOutcome | undefined,
): Promise<void> {
  const conversationId = conversationOf(approval);
  if (conversationId === undefined) return;
  const shop = await parts.shops.get(shopId);
  await parts.database.inShop(shopId, async (sql) => {
    const conversation = await findConversation(sql, shopId, conversationId, { lock: true });
    if (conversation === undefined) return;
    const text = wordSaying(shop, conversation.language, {
      key: outcome === undefined ? 'approval.rejected' : outcome.ok ? outcome.resultKey : outcome.reasonKey,
      parameters: outcome?.parameters ?? { amount: approval.amount, currency: approval.currency },
    });
    const [message] = await appendMessages(sql, shopId, [
      {
        conversationId,
        messageId: MessageId.make(),
        channelId: conversation.channelId,
        author: { kind: 'system' },
        content: [{ kind: 'text', text }],
        clientId: `approval-${approval.approvalId}`,
        createdAt: parts.clock.now(),
      },
    ]);
    if (message) await publishSent(sql, message);
  });
  parts.relay.wake(shopId);
}

function viewOf(approval: Approval): ApprovalView {
  const { actor, idempotencyKey: _key, ...rest } = approval;
  return {
    ...rest,
    conversationId: conversationOf(approval),
    askedBy: actor.staffId === undefined ? 'customer' : 'staff',
  };
}

/** Keys of the walk begin with the conversation's id, those of the desk with `desk/` before it. */
function conversationOf({ idempotencyKey }: Approval): ConversationId | undefined {
  const id = idempotencyKey.replace(/^desk\//, '').split('/')[0] ?? '';
  return ConversationId.is(id) ? id : undefined;
}
