/** Products, orders, parcels and after-sales of a shop, whatever platform it runs on. */

export {
  type AddressArgument,
  type ArgumentsOf,
  actionArguments,
  addressArgument,
  type CheckedAction,
  problemKinds,
  readActionArguments,
} from './action-arguments.ts';
export { describeCase, stepLabel } from './after-sales/describe-case.ts';
export {
  type AgentTool,
  type AgentTools,
  describeAgentTools,
  openAgentTools,
  type ToolAnswer,
  type ToolRisk,
  toolRisks,
} from './agent-tools.ts';
export {
  allowedSteps,
  type CaseRole,
  type CaseStep,
  caseMachine,
  caseSteps,
  isFinal,
  openCase,
  paidBalance,
  payoutOf,
  refundable,
  settle,
  takeStep,
  timeOut,
} from './case-machine.ts';
export { type Catalogue, type CatalogueWordList, catalogueWords, loadCatalogue } from './catalogue.ts';
export {
  listTrackingServices,
  removeTracking,
  saveTracking,
  type TrackingInput,
  type TrackingServiceView,
  type TrackingView,
  testTracking,
  trackingState,
} from './logistics/connect-tracking.ts';
export {
  lookAtParcelsHandler,
  lookAtParcelsJob,
  scheduleParcelLooks,
  type TrackingParts,
} from './logistics/look-at-parcels-job.ts';
export { receiveTracking } from './logistics/tracking-push.ts';
export { scheduleParcelWatch, watchParcelsHandler, watchParcelsJob } from './logistics/watch-parcels-job.ts';
export { maskAddress, maskCustomer, maskEmail, maskedPlace, maskName, maskOrder, maskPhone } from './mask.ts';
export { openStore, openTools } from './open-store.ts';
export { paymentMethodName } from './payment-method-name.ts';
export {
  askExchange,
  askNoReasonReturn,
  askPeriod,
  askReturnFreight,
  type PolicyAnswer,
  type PolicyFacts,
} from './policy/ask-policy.ts';
export { defaultPolicies } from './policy/default-policies.ts';
export { explainPolicy } from './policy/explain-policy.ts';
export { compilePolicies, type PolicyEntry, type PolicySet } from './policy/policy-rules.ts';
export { holidaysOf, type PublicDay, publicDaysOf } from './policy/public-holidays.ts';
export { changesOf, type ProductRows, type RowChanges } from './product-rows.ts';
export { cluesOf, withAllowedClues } from './safety/allow-clues.ts';
export { type Approval, approvalStates, listApprovals } from './safety/approval-rows.ts';
export { type ApprovalFault, decideApproval, performApprovalHandler, performApprovalJob } from './safety/approvals.ts';
export { type ActionStep, performSteps, type StepResult, type StepsOutcome } from './safety/perform-steps.ts';
export { identityProofs, readSafetySettings, type SafetySettings, safetySettings } from './safety/safety-settings.ts';
export {
  type CaseListing,
  type CaseQuestion,
  caseViews,
  type OrderQuestion,
  openBrowser,
  type Page,
  type ShopBrowser,
} from './shop-browser.ts';
export type { ImportProgress, ImportReport, Refusal, ShopExporter, ShopImporter } from './shop-files.ts';
export { type ShopTools, type ToolDescription, type ToolReplayLine, toolReplayLine } from './shop-tools.ts';
export * from './store-connector.ts';
export {
  type ConnectionField,
  type ConnectionInput,
  type ConnectionTest,
  type ConnectionView,
  type ConnectParts,
  caseDeadlineHandler,
  caseDeadlineJob,
  columnChoice,
  connectionState,
  countHostedShop,
  exportFormats,
  fetchChangeHandler,
  fetchChangeJob,
  type HostedShop,
  hostedPlatform,
  importFormats,
  importUploadHandler,
  importUploadJob,
  listRemotePlatforms,
  listTableImports,
  type PushRequest,
  previewTable,
  type RemotePlatform,
  type RemotePlatformView,
  receivePush,
  remotePlatforms,
  removeUntouched,
  saveConnection,
  scheduleCaseDeadlines,
  scheduleStoreSyncs,
  startBackfill,
  startTableImport,
  syncNow,
  syncShop,
  syncStoreHandler,
  syncStoreJob,
  type TablePreview,
  tableFields,
  tableLimit,
  testConnection,
  type UploadView,
  uploadTable,
  writeHostedShop,
} from './stores/index.ts';
export {
  lazyProducts,
  type PackedProducts,
  productSections,
  productsOfSections,
} from './stores/records/packed-products.ts';
export * from './types.ts';
export {
  actionParameters,
  listVerdictKeys,
  type RefundArrival,
  type RefusalKey,
  refusals,
  verdictVariants,
} from './verdict-keys.ts';
