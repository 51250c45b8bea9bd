import { AppError, isRetryableStatus, toAppError, UpstreamError } from '../../../platform/index.ts';

/** Address of one function of a server: `url` is the API's base (`https://host/v1`) or the chat completions address itself. */
export function endpointOf(url: string, name: 'chat/completions' | 'embeddings' | 'models'): string {
  if (!URL.canParse(url)) throw new AppError('invalid', 'no address of a model server', { field: 'url' });
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw new AppError('invalid', `a model server is called by http or https, not ${parsed.protocol}`, {
      field: 'url',
    });
  const path = parsed.pathname.replace(/\/+$/, '').replace(/\/(?:chat\/completions|embeddings|models)$/, '');
  parsed.pathname = `${path === '' ? '/v1' : path}/${name}`;
  return parsed.toString();
}

/** Headers of every request; AppError 'invalid' where name or key cannot be sent. */
export function headersOf({ name, key }: { name: string; key?: string }): Readonly<Record<string, string>> {
  if (name.trim() === '') throw new AppError('invalid', 'the model has no name', { field: 'name' });
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key))
    throw new AppError('invalid', 'the key of the model server has signs that no header may hold', { field: 'key' });
  return {
    'content-type': 'application/json',
    accept: 'text/event-stream, application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
}

/** The body is not read: it may repeat what was sent, and nobody needs it in a log. */
export async function refusal(response: Response): Promise<UpstreamError> {
  await response.body?.cancel();
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new UpstreamError(`the model server answered ${response.status}`, {
    isRetryable: isRetryableStatus(response.status),
    upstreamStatus: response.status,
    ...(Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {}),
  });
}

/** Anything that a connection threw; an address that may not be called stays what it is. */
export function lostConnection(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new UpstreamError(`the model server was lost: ${toAppError(error).message}`, {
    isRetryable: true,
    cause: error,
  });
}
