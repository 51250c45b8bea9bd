import type {
  ActionName,
  ActionOutcome,
  AuditEntry,
  CannedReply,
  ConnectionFinding,
  ImageReference,
  InboxCounts,
  InboxItem,
  LocalizedText,
  LocalWeights,
  Message,
  ModelPreset,
  ModelUsage,
  OverviewNumbers,
  SessionSummary,
  SkillGroup,
  StaffView,
  StoredModel,
  Ticket,
  Verdict,
  WorkingHours,
} from './index.ts';

export type { ConnectionFinding, ModelChange, ModelPreset } from './index.ts';

/** Answers of the staff routes that are no view of their own on the server. */
export const inboxViews = ['mine', 'waiting', 'all', 'ai', 'closed'] as const;
export type InboxView = (typeof inboxViews)[number];

export const loadLevels = ['normal', 'busy', 'surge', 'overload'] as const;
export type LoadLevel = (typeof loadLevels)[number];

export type InboxPage = { items: readonly InboxItem[]; counts: InboxCounts; nextCursor?: string };

export type SendAnswer = { seq: number; messageId: string; createdAt: string; newer?: readonly Message[] };

export type Overview = OverviewNumbers & { loadLevel: LoadLevel; agents: readonly StaffView[] };

export type SessionRow = SessionSummary & { isCurrent?: boolean };

export type AuditPage = { entries: readonly AuditEntry[]; nextCursor?: string };

export type UploadAnswer = { image: ImageReference; url: string };

export type TotpStart = { secret: string; otpauthUrl: string; qrSvg: string };

export type ActionAnswer = { verdict?: Verdict; outcome?: ActionOutcome; text: string };

/** What the shop may set in the browser. The model's key is only ever written. */
export type ShopSettings = {
  workingHours: WorkingHours;
  /** Null: the usual greeting and questions. */
  greeting: LocalizedText | null;
  popularQuestions: readonly LocalizedText[] | null;
  tone: 'warm' | 'plain';
  trustedOrigins: readonly string[];
};

/** Only what is named is changed. */
export type SettingsChange = Partial<ShopSettings>;

/** The shop's language model with what there is to choose from. Its key is only ever written. */
export type ModelSettings = Omit<StoredModel, 'keySealed'> & {
  hasKey: boolean;
  /** The installation's own model, where it answers for the shop. */
  inherited: { name: string } | null;
  presets: readonly ModelPreset[];
  local: readonly LocalWeights[];
  usage: readonly ModelUsage[];
  currency: string;
};

export type ModelTest = { findings: readonly ConnectionFinding[] };

/** Secret by which the shop's own server signs who a customer is. */
export type WidgetSecret = { keyId: string; secret: string; algorithm: string; audience: string };

/** Hint of the demo's sign-in; only there while the demo shop is served to its own machine. */
export type SignInHint = {
  shopId: string;
  password: string;
  accounts: readonly { email: string; name: string; role: string }[];
};

export type GroupList = { groups: readonly SkillGroup[] };
export type CannedReplyList = { replies: readonly CannedReply[] };
/** An action that waits for a second person. */
export type ApprovalView = {
  approvalId: string;
  action: ActionName | 'step-case';
  orderId: string | null;
  amount: number;
  currency: string;
  requestedAt: string;
  askedBy: 'customer' | 'staff';
  conversationId?: string;
};
export type ApprovalViews = { approvals: readonly ApprovalView[] };
export type TicketList = { tickets: readonly Ticket[] };
