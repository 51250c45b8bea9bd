import type { z } from 'zod';
import { UpstreamError } from '../../../platform/index.ts';
import type { RemoteRequest, RemoteResponse } from './remote-platform.ts';
import { notJson } from './remote-problem.ts';

/** The JSON of an answer; an UpstreamError says in plain words that it was none. */
export function parseRemoteJson(request: Pick<RemoteRequest, 'url'>, response: RemoteResponse): unknown {
  try {
    const value: unknown = JSON.parse(response.text);
    return value;
  } catch {
    throw notJson(new URL(request.url).host, response.status);
  }
}

/** The JSON of an answer as a schema reads it; UpstreamError names the first field that is not as documented. */
export function readRemoteJson<Schema extends z.ZodType>(
  request: Pick<RemoteRequest, 'url'>,
  response: RemoteResponse,
  schema: Schema,
): z.infer<Schema> {
  return readRemote(new URL(request.url).host, parseRemoteJson(request, response), schema);
}

/** A part of an answer as a schema reads it. */
export function readRemote<Schema extends z.ZodType>(host: string, value: unknown, schema: Schema): z.infer<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new UpstreamError(
    `${host} answered something else than documented: ${issue?.path.join('.')} ${issue?.message}`,
    {
      isRetryable: false,
    },
  );
}

/** The error for a status that is no success; what the platform says stays in the message, for the log. */
export function statusError(request: Pick<RemoteRequest, 'url'>, { status, text }: RemoteResponse): UpstreamError {
  return new UpstreamError(`${new URL(request.url).host} answered ${status}: ${text.slice(0, 200)}`, {
    isRetryable: false,
    upstreamStatus: status,
  });
}
