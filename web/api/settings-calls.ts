import type { Http } from './http.ts';
import type {
  ConnectionField,
  ConnectionTest,
  ConnectionView,
  RemotePlatformView,
  SafetySettings,
  ServerToolChange,
  ToolServer,
  ToolToken,
  TrackingServiceView,
  TrackingView,
} from './index.ts';

/** Tokens of other agents, what they may call, and connected servers. */
export type ToolsAnswer = {
  address: string;
  tokens: readonly ToolToken[];
  tools: readonly { name: string; description: string; risk: 'read' | 'change' | 'money' }[];
  servers: readonly ToolServer[];
};

/** A platform as the screen draws it. */
export type PlatformChoice = Pick<RemotePlatformView, 'platform' | 'label'> & {
  fields: readonly ConnectionField[];
  callbackPath: string;
};

export type ConnectionInput = { platform: string; settings: Readonly<Record<string, string>> };

/** How parcels are followed, and the services with which they can be. */
export type TrackingState = { services: readonly TrackingServiceView[]; tracking: TrackingView | null };

export type TrackingInput = { service: string; settings: Readonly<Record<string, string>> };

/** Calls about how far Peakdesk may go, which shop system it works in, and tools between agents. */
export function settingsCalls(http: Http) {
  return {
    safety: () => http<{ safety: SafetySettings }>('GET', '/safety'),
    saveSafety: (safety: SafetySettings) => http<{ safety: SafetySettings }>('PUT', '/safety', { body: safety }),
    platforms: () => http<{ platforms: readonly PlatformChoice[] }>('GET', '/connections/platforms'),
    connection: () => http<{ connection: ConnectionView | null }>('GET', '/connections'),
    saveConnection: (body: ConnectionInput) =>
      http<{ connection: ConnectionView | null }>('PUT', '/connections', { body }),
    testConnection: (body: ConnectionInput) => http<{ test: ConnectionTest }>('POST', '/connections/test', { body }),
    startBackfill: () => http<{ connection: ConnectionView | null }>('POST', '/connections/backfill'),
    tracking: () => http<TrackingState>('GET', '/tracking'),
    saveTracking: (body: TrackingInput) => http<TrackingState>('PUT', '/tracking', { body }),
    testTracking: (body: TrackingInput) => http<{ test: ConnectionTest }>('POST', '/tracking/test', { body }),
    removeTracking: () => http<TrackingState>('DELETE', '/tracking'),
    tools: () => http<ToolsAnswer>('GET', '/tools'),
    createToolToken: (body: { name: string; scopes: readonly ('read' | 'act')[]; days: number }) =>
      http<{ token: string; tokenId: string }>('POST', '/tools/tokens', { body }),
    revokeToolToken: (tokenId: string) => http<unknown>('DELETE', `/tools/tokens/${tokenId}`),
    addToolServer: (body: { name: string; url: string; token?: string; allowsPrivate: boolean }) =>
      http<ToolsAnswer>('POST', '/tools/servers', { body }),
    refreshToolServer: (serverId: string) => http<ToolsAnswer>('POST', `/tools/servers/${serverId}/refresh`),
    removeToolServer: (serverId: string) => http<unknown>('DELETE', `/tools/servers/${serverId}`),
    changeServerTool: (serverId: string, name: string, body: ServerToolChange) =>
      http<ToolsAnswer>('PUT', `/tools/servers/${serverId}/tools/${encodeURIComponent(name)}`, { body }),
  };
}
