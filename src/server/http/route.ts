import { z } from 'zod';
import type { WidgetSessionRecord } from '../../customers/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Ability, SignedIn } from '../../staff/index.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Edge } from './edge.ts';
import type { ProblemLanguage } from './problem.ts';

/** Who may call: everybody, a customer's window, any member of staff, staff with an ability, or either side (files). */
export type Access = 'public' | 'widget' | 'signed-in' | 'either' | Ability;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who calls, as found out before the handler. */
export type Caller =
  | { kind: 'public' }
  | { kind: 'widget'; session: WidgetSessionRecord }
  | { kind: 'staff'; who: SignedIn };

/** The request beside its checked parts. */
export type RequestMeta = {
  /** Network address of the caller. */
  address: string;
  userAgent: string;
  origin: string | undefined;
  /** Host header. */
  host: string | undefined;
  language: ProblemLanguage;
  /** Address under which the caller has reached us, e.g. 'http://localhost:8080'. */
  ownOrigin: string;
  contentType: string;
  fileName: string;
  /** Body as it came; empty for JSON routes. */
  bytes: Buffer;
  signal: AbortSignal;
};

export type Reply = {
  /** Default 200. */
  status?: number;
  /** Sent as JSON. */
  body?: unknown;
  bytes?: Uint8Array;
  headers?: Readonly<Record<string, string>>;
};

/** One route of the table; `/openapi.json` is made of the same fields. */
export type Route = {
  method: Method;
  /** hono's form: '/api/v1/conversations/:conversationId'. */
  path: string;
  summary: string;
  access: Access;
  params: z.ZodType;
  query: z.ZodType;
  body: z.ZodType;
  response: z.ZodType;
  /** Bytes of a raw body, for uploads; absent for JSON. */
  rawLimit?: number;
  /** Takes part in `Idempotency-Key`; false where a route is idempotent by itself. */
  usesIdempotencyKey: boolean;
  handle(context: HandlerContext, raw: { params: unknown; query: unknown; body: unknown }): Promise<Reply>;
};

export type HandlerContext = { parts: ServerParts; edge: Edge; caller: Caller; meta: RequestMeta };

/** No parameters, query or body. */
export const none = z.strictObject({});

type Spec<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Extra> = {
  method: Method;
  path: string;
  summary: string;
  params: Params;
  query: Query;
  body: Body;
  /** What comes back, for the description; handlers are typed by the views. */
  response?: z.ZodType;
  rawLimit?: number;
  usesIdempotencyKey?: boolean;
  handle(
    context: { parts: ServerParts; edge: Edge; meta: RequestMeta } & Extra,
    input: { params: z.infer<Params>; query: z.infer<Query>; body: z.infer<Body> },
  ): Promise<Reply>;
};

/** A route for everybody. */
export function publicRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: Spec<P, Q, B, { caller: Caller }>,
): Route {
  return build(spec, 'public', (context) => context);
}

/** A route for a customer's window. */
export function widgetRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: Spec<P, Q, B, { session: WidgetSessionRecord }>,
): Route {
  return build(spec, 'widget', ({ parts, edge, meta, caller }) => {
    if (caller.kind !== 'widget') throw new AppError('unauthenticated', 'not a window');
    return { parts, edge, meta, session: caller.session };
  });
}

/** A route for staff with an ability, or for any signed-in member of staff. */
export function staffRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  access: Ability | 'signed-in',
  spec: Spec<P, Q, B, { who: SignedIn }>,
): Route {
  return build(spec, access, ({ parts, edge, meta, caller }) => {
    if (caller.kind !== 'staff') throw new AppError('unauthenticated', 'not staff');
    return { parts, edge, meta, who: caller.who };
  });
}

/** A route for staff and windows alike. */
export function eitherRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: Spec<P, Q, B, { caller: Caller }>,
): Route {
  return build(spec, 'either', (context) => context);
}

/** Reads a part of a request by its schema; AppError 'invalid' names the first field at fault. */
export function readPart<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = [...(issue?.path ?? []).map(String), ...(unknownKey ? [unknownKey] : [])].join('.');
  const isTooLong = issue?.code === 'too_big' && field.endsWith('text');
  throw new AppError('invalid', issue?.message ?? 'malformed', {
    ...(field ? { field } : {}),
    ...(isTooLong ? { userMessageKey: 'problem.text-too-long' } : {}),
  });
}

function build<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, Extra>(
  spec: Spec<P, Q, B, Extra>,
  access: Access,
  narrow: (context: HandlerContext) => { parts: ServerParts; edge: Edge; meta: RequestMeta } & Extra,
): Route {
  return {
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    access,
    params: spec.params,
    query: spec.query,
    body: spec.body,
    response: spec.response ?? z.unknown(),
    ...(spec.rawLimit === undefined ? {} : { rawLimit: spec.rawLimit }),
    usesIdempotencyKey: spec.usesIdempotencyKey ?? spec.method !== 'GET',
    handle: async (context, raw) =>
      await spec.handle(narrow(context), {
        params: readPart(spec.params, raw.params),
        query: readPart(spec.query, raw.query),
        body: readPart(spec.body, raw.body),
      }),
  };
}
