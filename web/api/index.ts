/** The only door through which the browser code takes types from the server. */

export type { CaseStep } from '../../src/commerce/case-machine.ts';
export type { TrackingServiceView, TrackingView } from '../../src/commerce/logistics/connect-tracking.ts';
export type { PublicDay } from '../../src/commerce/policy/public-holidays.ts';
export type { SafetySettings } from '../../src/commerce/safety/safety-settings.ts';
export type { CaseListing } from '../../src/commerce/shop-browser.ts';
export type {
  ActionName,
  ActionOutcome,
  StoreDescriptor,
  Verdict,
} from '../../src/commerce/store-connector.ts';
export type { ConnectionView, RemotePlatformView } from '../../src/commerce/stores/remote/connect-shop.ts';
export type { ConnectionField, ConnectionTest } from '../../src/commerce/stores/remote/remote-platform.ts';
export type { TablePreview } from '../../src/commerce/stores/table/table-uploads.ts';
export type { UploadView } from '../../src/commerce/stores/table/upload-rows.ts';
export type {
  Address,
  AfterSalesCase,
  LocalizedText,
  Order,
  OrderLine,
  OrderStatus,
  Parcel,
  Product,
  StoreCustomer,
  Variant,
} from '../../src/commerce/types.ts';
export type * from '../../src/conversations/types.ts';
export type { Customer, IdentityLevel } from '../../src/customers/types.ts';
export type { CaseDetail, CasePage, OrderDetail, OrderRow, ProductRow } from '../../src/desk/back-office.ts';
export type { CannedReply } from '../../src/desk/canned-replies.ts';
export type { CaseView, SteppedCase } from '../../src/desk/case-steps.ts';
export type { CustomerCase } from '../../src/desk/customer-cases.ts';
export type { WhyAgent, WhyNext } from '../../src/desk/explain-routing.ts';
export type { ExplainedTurn } from '../../src/desk/explain-turn.ts';
export type { OverviewNumbers } from '../../src/desk/overview.ts';
export type { Wall, WallConversation, WallQueue } from '../../src/desk/wall.ts';
export type { ModelCallReport } from '../../src/dialogue/models/gateway-types.ts';
export type { LocalWeights } from '../../src/dialogue/models/local-gguf/model-folder.ts';
export type { ModelPreset } from '../../src/dialogue/models/presets/presets.ts';
export type { ModelChange, StoredModel } from '../../src/dialogue/models/shop-model.ts';
export type { ConnectionFinding } from '../../src/dialogue/models/test-connection.ts';
export type { ModelUsage } from '../../src/dialogue/models/usage-ledger.ts';
export type { Incident } from '../../src/incidents/types.ts';
export type { OwnIntent } from '../../src/knowledge/types.ts';
export type { Forecast, ForecastHour } from '../../src/routing/forecast.ts';
export type { GroupRule } from '../../src/routing/group-rules.ts';
export type { DayHistory } from '../../src/routing/history-store.ts';
export type { WorkingHours } from '../../src/routing/hours.ts';
export type { LoadSignal } from '../../src/routing/load/ladder.ts';
export type { ReceptionRule } from '../../src/routing/modes.ts';
export type { PromiseReport } from '../../src/routing/promise-store.ts';
export type { RoutingSettings } from '../../src/routing/routing-settings.ts';
export type { Rehearsed } from '../../src/routing/simulation/figures.ts';
export type { Roster } from '../../src/routing/simulation/roster.ts';
export type { ScenarioInput } from '../../src/routing/simulation/scenario.ts';
export type { Interval } from '../../src/routing/simulation/tally.ts';
export type { WaitEstimate } from '../../src/routing/wait.ts';
export type { ClientLine, ServerLine } from '../../src/server/protocol/realtime.ts';
export type * from '../../src/server/protocol/views.ts';
export type { AuditEntry } from '../../src/staff/audit.ts';
export type { AuditAction } from '../../src/staff/audit-actions.ts';
export type { SkillGroup } from '../../src/staff/groups.ts';
export type { Ability } from '../../src/staff/policies.ts';
export type { SessionSummary } from '../../src/staff/sessions.ts';
export type { Shift } from '../../src/staff/shifts.ts';
export type { Skill } from '../../src/staff/skills.ts';
export type { Ticket } from '../../src/tickets/types.ts';
export type { ServerTool, ServerToolChange, ToolServer } from '../../src/tools/tool-servers.ts';
export type { ToolToken } from '../../src/tools/tool-tokens.ts';
export type { PublicEventType as WebhookEventName } from '../../src/webhooks/public-events.ts';
export type {
  DeliveryState as WebhookDeliveryState,
  WebhookDelivery,
  WebhookEndpoint,
} from '../../src/webhooks/types.ts';
