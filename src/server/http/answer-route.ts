import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { AppError, currentTraceId, errorTable } from '../../platform/index.ts';
import { isAllowed } from '../../staff/index.ts';
import type { ServerParts } from '../server-parts.ts';
import { callerAddress } from './caller-address.ts';
import { findStaffByToken, findWindowByToken, readBearer, readCookie, sessionCookie } from './callers.ts';
import { parseCleanJson } from './clean-json.ts';
import type { Edge } from './edge.ts';
import { answerOnce, type StoredAnswer } from './idempotency.ts';
import { mayOpenWidget, originKind, ownOriginOf } from './origins.ts';
import { EdgeError, languageOfHeader, toProblem } from './problem.ts';
import { jsonLimit, readBytes, readUtf8 } from './read-body.ts';
import type { Caller, Reply, RequestMeta, Route } from './route.ts';
import { dataPolicy, securityHeaders } from './security-headers.ts';
import { takeToken } from './take-token.ts';

export type ServerContext = Context<{ Bindings: HttpBindings }>;
export type ServerApp = Hono<{ Bindings: HttpBindings }>;

/** Puts a route of the table into the app: who calls, what is allowed, what comes in, what goes out, what goes wrong. */
export function mountRoute(app: ServerApp, route: Route, parts: ServerParts, edge: Edge): void {
  const seconds = parts.walk.metrics.histogram('http_request_seconds', 'Time of HTTP requests', [
    'method',
    'route',
    'status',
  ]);
  app.on(route.method, route.path, async (context) => {
    const startedAt = performance.now();
    const response = await answer(context, route, parts, edge);
    seconds.observe(
      { method: route.method, route: route.path, status: String(response.status) },
      (performance.now() - startedAt) / 1_000,
    );
    return response;
  });
}

/** Paths that pages of other origins call, with the token of a window and never with a cookie. */
export function isWindowPath(path: string): boolean {
  return path.startsWith('/api/v1/widget/') || path.startsWith('/api/v1/files');
}

/** A problem as an HTTP answer; also for paths outside of the table. */
export function problemResponse(context: ServerContext, thrown: unknown, parts: ServerParts): Response {
  const traceId = currentTraceId() ?? randomBytes(16).toString('hex');
  const language = languageOfHeader(context.req.header('accept-language'));
  const { problem, error } = toProblem(thrown, traceId, language);
  const level = error instanceof EdgeError ? 'info' : errorTable[error.kind].logLevel;
  parts.walk.log[level](
    { err: error, traceId, method: context.req.method, path: context.req.path, status: problem.status },
    'request refused',
  );
  const retry = problem.retryAfterSeconds === undefined ? {} : { 'retry-after': String(problem.retryAfterSeconds) };
  return respond(context, problem.status, JSON.stringify(problem), {
    'content-type': 'application/problem+json',
    ...retry,
  });
}

async function answer(context: ServerContext, route: Route, parts: ServerParts, edge: Edge): Promise<Response> {
  try {
    const meta = readMeta(context, parts);
    const caller = await authenticate(context, route, parts, meta);
    if (caller.kind === 'staff') takeToken(edge.limits.staffRequests, caller.who.staff.staffId);
    if (caller.kind === 'widget') takeToken(edge.limits.widgetRequests, caller.session.sessionId);
    const bytes =
      route.method === 'GET' ? Buffer.alloc(0) : await readBytes(context.req.raw, route.rawLimit ?? jsonLimit);
    const full = { ...meta, bytes };
    const run = () => runHandler(context, route, { parts, edge, caller, meta: full });
    const key = route.usesIdempotencyKey ? context.req.header('idempotency-key') : undefined;
    if (key === undefined || caller.kind === 'public') return toResponse(context, await run());
    const replay = await answerOnce(
      { database: parts.walk.database, now: parts.walk.clock.now() },
      { ...actorOf(caller), key, content: [route.method, context.req.path, bytes] },
      async (): Promise<StoredAnswer> => {
        const reply = await run();
        return { status: reply.status ?? 200, text: JSON.stringify(reply.body ?? {}) };
      },
    );
    return respond(context, replay.status, replay.text, {
      'content-type': 'application/json',
      ...(replay.isReplay ? { 'idempotency-replayed': 'true' } : {}),
    });
  } catch (error) {
    return problemResponse(context, error, parts);
  }
}

async function runHandler(
  context: ServerContext,
  route: Route,
  handler: { parts: ServerParts; edge: Edge; caller: Caller; meta: RequestMeta },
): Promise<Reply> {
  const { bytes, contentType } = handler.meta;
  const isJson = route.rawLimit === undefined && bytes.length > 0;
  if (isJson && !/^application\/([\w.+-]*\+)?json\b/.test(contentType))
    throw new EdgeError(415, 'problem.unsupported-type', 'not application/json');
  return await route.handle(handler, {
    params: clean(context.req.param()),
    query: clean(context.req.query()),
    body: isJson ? parseCleanJson(readUtf8(bytes)) : {},
  });
}

/** Texts of the address get the same care as those of the body. */
function clean(values: Readonly<Record<string, string>>): unknown {
  return parseCleanJson(JSON.stringify(values));
}

function readMeta(context: ServerContext, parts: ServerParts): Omit<RequestMeta, 'bytes'> {
  const { config } = parts.ground;
  const header = (name: string) => context.req.header(name);
  return {
    address: callerAddress(context.env.incoming.socket.remoteAddress, header('x-forwarded-for'), config),
    userAgent: header('user-agent') ?? '',
    origin: header('origin'),
    host: header('host'),
    language: languageOfHeader(header('accept-language')),
    ownOrigin: ownOriginOf(header('host'), config),
    contentType: (header('content-type') ?? '').toLowerCase(),
    fileName: header('x-file-name') ?? '',
    signal: context.req.raw.signal,
  };
}

async function authenticate(
  context: ServerContext,
  route: Route,
  parts: ServerParts,
  meta: Omit<RequestMeta, 'bytes'>,
): Promise<Caller> {
  const bearer = readBearer(context.req.header('authorization'));
  const { access } = route;
  if (access === 'widget' || (access === 'either' && bearer !== undefined))
    return await authenticateWindow(context, parts, bearer, meta);
  if (isWindowPath(route.path) && access === 'public') return { kind: 'public' };
  const kind = originKind(meta.origin, meta.host, parts.ground.config);
  // Browsers cannot send either header from another site without our consent, which is never given.
  const isMeant = route.method === 'GET' || bearer !== undefined || context.req.header('x-peakdesk') === '1';
  if (kind === 'foreign' || !isMeant) throw new EdgeError(403, 'problem.csrf', 'a request from a foreign page');
  if (access === 'public') return { kind: 'public' };
  const token = readCookie(context.req.header('cookie'), sessionCookie) ?? bearer;
  const who = await findStaffByToken(parts.walk.database, token, parts.walk.clock.now());
  if (!who) throw new AppError('unauthenticated', 'no session of staff');
  if (access !== 'signed-in' && access !== 'either' && !isAllowed(who.staff.role, access))
    throw new AppError('forbidden', `a ${who.staff.role} may not ${access}`);
  return { kind: 'staff', who };
}

async function authenticateWindow(
  context: ServerContext,
  parts: ServerParts,
  bearer: string | undefined,
  meta: Omit<RequestMeta, 'bytes'>,
): Promise<Caller> {
  const session = await findWindowByToken(parts.walk.database, bearer, parts.walk.clock.now());
  if (!session) throw new AppError('unauthenticated', 'no session of a window');
  const { config } = parts.ground;
  const kind = originKind(meta.origin, context.req.header('host'), config);
  if (kind === 'foreign') {
    const { settings } = await parts.shops.get(session.shopId);
    if (!mayOpenWidget(meta.origin, kind, { shopId: session.shopId, trustedOrigins: settings.trustedOrigins }, config))
      throw new EdgeError(403, 'problem.foreign-origin', 'the origin is not trusted by the shop');
  }
  return { kind: 'widget', session };
}

function actorOf(caller: Exclude<Caller, { kind: 'public' }>) {
  return caller.kind === 'staff'
    ? { shopId: caller.who.shopId, actorId: `staff:${caller.who.staff.staffId}` }
    : { shopId: caller.session.shopId, actorId: `customer:${caller.session.customerId}` };
}

function toResponse(context: ServerContext, reply: Reply): Response {
  const status = reply.status ?? 200;
  if (reply.bytes) return respond(context, status, new Uint8Array(reply.bytes), reply.headers ?? {});
  return respond(context, status, JSON.stringify(reply.body ?? {}), {
    'content-type': 'application/json',
    ...reply.headers,
  });
}

function respond(
  context: ServerContext,
  status: number,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body, {
    status,
    headers: {
      ...securityHeaders,
      'content-security-policy': dataPolicy,
      'cache-control': 'no-store',
      ...corsHeaders(context),
      ...headers,
    },
  });
}

/** Answers may be read by the page that asked; whether it may ask at all is decided with the shop. */
export function corsHeaders(context: ServerContext): Readonly<Record<string, string>> {
  const origin = context.req.header('origin');
  if (origin === undefined || !isWindowPath(context.req.path)) return {};
  return { 'access-control-allow-origin': origin, vary: 'Origin', 'access-control-expose-headers': 'Retry-After' };
}
