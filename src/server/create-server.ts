import { createServer as createHttpServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { AppError } from '../platform/index.ts';
import { serveStoreCallbacks } from './callbacks/store-callbacks.ts';
import { corsHeaders, isWindowPath, mountRoute, problemResponse, type ServerApp } from './http/answer-route.ts';
import { createEdge } from './http/edge.ts';
import { createLimits } from './http/limits.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveMcp } from './mcp/serve-mcp.ts';
import { serveDemoData } from './pages/demo-pages.ts';
import { servePages } from './pages/serve-pages.ts';
import { serveSystemPages } from './pages/system-pages.ts';
import { createHub, type HubOptions } from './realtime/hub.ts';
import { routes } from './routes/index.ts';
import type { ServerParts } from './server-parts.ts';

/** The door to the network: the API, the windows' sockets, and the pages. */
export type PeakdeskServer = {
  /** Resolves with the address that is listened on (port 0 takes a free one); AppError 'unavailable' when it is taken. */
  listen(port: number, host: string): Promise<string>;
  /** From now on /readyz says that this node is going; it still serves everybody. */
  drain(): void;
  /** Takes nothing new, sends open windows elsewhere a few at a time, waits for running requests. */
  close(): Promise<void>;
};

/** Requests that run at the end get this long. */
const graceMilliseconds = 10_000;

/** Builds the server of one process over the parts of the running product. */
export function createServer(parts: ServerParts, options: HubOptions = {}): PeakdeskServer {
  const limits = createLimits(parts.walk.clock);
  const hub = createHub(parts, limits, options);
  const edge = createEdge(parts, limits, hub);
  const app: ServerApp = new Hono<{ Bindings: HttpBindings }>();
  app.use('*', withSecurityHeaders(parts));
  app.onError((error, context) => problemResponse(context, error, parts));
  app.options('*', (context) => {
    if (!isWindowPath(context.req.path)) return context.body(null, 204);
    return context.body(null, 204, {
      ...corsHeaders(context),
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': 'authorization, content-type, idempotency-key, x-file-name',
      'access-control-max-age': '600',
    });
  });
  for (const route of routes) mountRoute(app, route, parts, edge);
  const life = { isDraining: false };
  serveSystemPages(app, parts, routes, life);
  if (parts.ground.config.publicUrl === undefined) serveDemoData(app, parts);
  serveStoreCallbacks(app, parts);
  serveMcp(app, parts);
  app.all('/api/*', (context) => problemResponse(context, new AppError('not-found', 'no such address'), parts));
  servePages(app, parts);
  app.notFound((context) => problemResponse(context, new AppError('not-found', 'no such address'), parts));

  const limitsOfServer = { headersTimeout: 15_000, requestTimeout: 60_000, maxHeaderSize: 16_384 };
  const server = createHttpServer(limitsOfServer, getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  hub.attach(server);
  return {
    listen: (port, host) => listen(server, port, host),
    drain: () => {
      life.isDraining = true;
    },
    close: async () => {
      life.isDraining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      edge.longPoll.stop();
      await hub.close();
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
      await closed;
      clearTimeout(force);
    },
  };
}

/** What no route has set itself; over https browsers are told to stay there. */
function withSecurityHeaders(parts: ServerParts): MiddlewareHandler {
  const isSecure = parts.ground.config.publicUrl?.startsWith('https:') === true;
  const headers = { ...securityHeaders, ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}) };
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(headers))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new AppError('unavailable', `cannot listen on ${host}:${port}: ${error.message}`, {
          field: 'PEAKDESK_PORT',
          cause: error,
        }),
      ),
    );
    // All windows of a node that died may knock within half a second; the system caps it (net.core.somaxconn).
    server.listen({ port, host, backlog: 16_384 }, () => {
      const bound = server.address();
      const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      resolve(`http://${shown}:${typeof bound === 'object' && bound !== null ? bound.port : port}`);
    });
  });
}
