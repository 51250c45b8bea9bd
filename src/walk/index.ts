/** One message's way through Peakdesk: receive, take the turn, commit, deliver. `take-turn.ts` is its table of contents. */
export { admitInto, tooManyNow } from './admit.ts';
export type { CommitResult } from './commit.ts';
export { createTurnCommits } from './commit-together.ts';
export { deliverHandler, deliverJob, startDelivery } from './deliver.ts';
export { readEntryUses } from './entry-uses.ts';
export type { ShopDirectory, ShopRuntime, ShopSettings, WalkParts } from './parts.ts';
export { createReceiver, type Received, type Receiver } from './receive.ts';
export { createShopDirectory, type LiveShopDirectory } from './shop-directory.ts';
export {
  createShop,
  findShop,
  listShops,
  type RegisteredShop,
  saveShopSettings,
  shopSettingsSchema,
} from './shop-registry.ts';
export { takeTurn } from './take-turn.ts';
export { claimTurn, listAbandonedTurns, type TurnClaim } from './turn-ledger.ts';
export {
  findTurnOf,
  findTurnTrace,
  listEmotions,
  type ModelTotal,
  sumModelCalls,
  type TurnTrace,
} from './turn-trace.ts';
export { startTurnWorker, type TurnWorker } from './turn-worker.ts';
export {
  type CodeSent,
  confirmVerificationCode,
  sendVerificationCode,
  type VerificationParts,
} from './verify-customer.ts';
