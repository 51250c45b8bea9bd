import { backOfficeCalls } from './back-office-calls.ts';
import { conversationCalls } from './conversation-calls.ts';
import { createHttp } from './http.ts';
import type { CannedReply, SessionView, StaffView } from './index.ts';
import { knowledgeCalls } from './knowledge-calls.ts';
import { routingCalls } from './routing-calls.ts';
import { rulesCalls } from './rules-calls.ts';
import { settingsCalls } from './settings-calls.ts';
import type {
  ApprovalViews,
  AuditPage,
  CannedReplyList,
  GroupList,
  LoadLevel,
  ModelChange,
  ModelSettings,
  ModelTest,
  Overview,
  SessionRow,
  SettingsChange,
  ShopSettings,
  SignInHint,
  TicketList,
  TotpStart,
  UploadAnswer,
  WidgetSecret,
} from './staff-views.ts';
import { tableCalls } from './table-calls.ts';

/** What may be changed of a colleague. */
export type StaffChange = Partial<
  Pick<StaffView, 'role' | 'capacity' | 'groups' | 'skills' | 'languages' | 'channels' | 'isDisabled'>
>;

import { webhookCalls } from './webhook-calls.ts';

export type SignInFields = { shopId: string; email: string; password: string; code?: string };

/** Every call that the agent workspace makes, typed. Each throws ProblemError. */
export type StaffApi = ReturnType<typeof createStaffApi>;

/** The staff client of one server; `language` is what the server words its answers in. */
export function createStaffApi(given: { base?: string; language(): string; fetch?: typeof fetch }) {
  const http = createHttp({ ...given, base: `${given.base ?? ''}/api/v1` });
  return {
    ...conversationCalls(http),
    ...routingCalls(http),
    ...rulesCalls(http),
    ...knowledgeCalls(http),
    ...backOfficeCalls(http),
    ...settingsCalls(http),
    ...tableCalls(http),
    ...webhookCalls(http),
    hint: () => http<SignInHint>('GET', '/session/hint'),
    session: () => http<SessionView>('GET', '/session'),
    signIn: (fields: SignInFields) => http<SessionView | { needsCode: true }>('POST', '/session', { body: fields }),
    signOut: () => http<unknown>('DELETE', '/session'),
    startTotp: () => http<TotpStart>('POST', '/session/totp/start'),
    confirmTotp: (code: string) => http<unknown>('POST', '/session/totp/confirm', { body: { code } }),
    removeTotp: (password: string) => http<unknown>('DELETE', '/session/totp', { body: { password } }),
    changePassword: (password: string, newPassword: string) =>
      http<unknown>('POST', '/session/password', { body: { password, newPassword } }),
    sessions: () => http<{ sessions: readonly SessionRow[] }>('GET', '/sessions'),
    revokeSession: (sessionId: string) => http<unknown>('DELETE', `/sessions/${sessionId}`),
    setPresence: (presence: StaffView['presence']) => http<unknown>('PUT', '/presence', { body: { presence } }),
    staff: () => http<{ staff: readonly StaffView[] }>('GET', '/staff'),
    changeStaff: (staffId: string, change: StaffChange) =>
      http<unknown>('PATCH', `/staff/${staffId}`, { body: change }),
    invite: (email: string, role: StaffView['role']) =>
      http<{ link: string }>('POST', '/staff/invitations', { body: { email, role } }),
    acceptInvitation: (fields: { shopId: string; token: string; name: string; password: string }) =>
      http<SessionView>('POST', '/invitations/accept', { body: fields }),
    groups: () => http<GroupList>('GET', '/groups'),
    audit: (cursor?: string) => http<AuditPage>('GET', '/audit', { query: { cursor } }),
    tickets: (status: 'open' | 'done') => http<TicketList>('GET', '/tickets', { query: { status } }),
    approvals: () => http<ApprovalViews>('GET', '/approvals'),
    decideApproval: (approvalId: string, decision: 'approve' | 'reject') =>
      http<unknown>('POST', `/approvals/${approvalId}`, { body: { decision } }),
    finishTicket: (ticketId: string) => http<unknown>('POST', `/tickets/${ticketId}/done`),
    overview: () => http<Overview>('GET', '/overview'),
    setLoad: (level: LoadLevel | null) => http<unknown>('PUT', '/load', { body: { level } }),
    settings: () => http<ShopSettings>('GET', '/settings'),
    saveSettings: (change: SettingsChange) => http<ShopSettings>('PUT', '/settings', { body: change }),
    modelSettings: () => http<ModelSettings>('GET', '/settings/model'),
    saveModelSettings: (change: ModelChange) => http<ModelSettings>('PUT', '/settings/model', { body: change }),
    testModel: (change: ModelChange) => http<ModelTest>('POST', '/settings/model/test', { body: change }),
    cannedReplies: () => http<CannedReplyList>('GET', '/canned-replies'),
    saveCannedReply: (reply: CannedReply) => http<unknown>('POST', '/canned-replies', { body: reply }),
    removeCannedReply: (shortcut: string) => http<unknown>('DELETE', `/canned-replies/${encodeURIComponent(shortcut)}`),
    widgetSecret: () => http<WidgetSecret>('GET', '/widget-secret'),
    rotateWidgetSecret: () => http<WidgetSecret>('POST', '/widget-secret/rotate'),
    upload: (file: Blob, name: string) =>
      http<UploadAnswer>('POST', '/files', { raw: { bytes: file, contentType: file.type, name } }),
  };
}

/** Where the bytes of a stored image are. */
export function fileUrl(fileId: string): string {
  return `/api/v1/files/${fileId}`;
}
