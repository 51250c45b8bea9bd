/** What an agent sees and does: inbox, conversation, answers with help, actions in the shop's system. */
export { type AgentAction, checkAction, performAction } from './actions.ts';
export { type ApprovalView, answerApproval, readApprovals, tellApproval } from './approvals.ts';
export {
  type BackOfficeParts,
  type CaseDetail,
  type CasePage,
  type OrderDetail,
  type OrderRow,
  type ProductRow,
  readShopCase,
  readShopCases,
  readShopOrder,
  readShopOrders,
  readShopProducts,
  stepShopCase,
} from './back-office.ts';
export { lookAfterCallBacks, noteCallOutcome, openNumber } from './call-backs.ts';
export {
  type CannedReply,
  cannedReplySchema,
  listCannedReplies,
  removeCannedReply,
  saveCannedReply,
} from './canned-replies.ts';
export type { CaseView, SteppedCase } from './case-steps.ts';
export { readCases, stepCase } from './cases.ts';
export { type CustomerCase, checkWithdrawal, readCustomerCases, withdrawCase } from './customer-cases.ts';
export type { DeskParts } from './desk-parts.ts';
export { type DeskDetail, languageOf, readDetail, readOlder } from './detail.ts';
export { findDraft, saveDraft } from './drafts.ts';
export { explainRouting, type WhyAgent, type WhyNext } from './explain-routing.ts';
export { type ExplainedTurn, explainTurnOf } from './explain-turn.ts';
export { requeueFromGone } from './gone-agents.ts';
export type { HandOffView } from './hand-off-summary.ts';
export {
  countInbox,
  type InboxCounts,
  type InboxPage,
  type InboxQuestion,
  type InboxRow,
  type InboxView,
  inboxViews,
  listInbox,
} from './inbox.ts';
export { closeByCustomer, closeConversation, markRead, reopenConversation, setTags } from './lifecycle.ts';
export { lookAfterLongWaits } from './long-waits.ts';
export { type OverviewNumbers, readOverview } from './overview.ts';
export { returnToAi, type TransferTarget, takeConversation, transferConversation } from './ownership.ts';
export { type Panel, readPanel } from './panel.ts';
export { type ErasedPerson, erasePerson } from './person/erase-person.ts';
export { exportPerson, type PersonExport } from './person/export-person.ts';
export { type Reply, type ReplyResult, sendReply } from './reply.ts';
export { readSafety, saveSafety } from './safety.ts';
export { returnFromSilent } from './silent-agents.ts';
export { recordSuggestion, type Suggestion, suggestReplies } from './suggestions.ts';
export { readWall, type Wall, type WallConversation, type WallQueue } from './wall.ts';
