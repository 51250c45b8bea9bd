import { AppError, UpstreamError } from '../../../platform/index.ts';
import type { LocalizedText } from '../../types.ts';
import texts from './remote-problem-texts.json' with { type: 'json' };

type Problem = keyof typeof texts;

/** What went wrong with a platform, in words for the shop's owner; the technical words stay in the log. Pure. */
export function problemOf(error: unknown): LocalizedText {
  return problemText(kindOf(error), error instanceof Error ? error.message : String(error));
}

/** The words of a kind of problem; `detail` is the platform's own text, where its words are shown. */
export function problemText(kind: Problem, detail = ''): LocalizedText {
  const words = texts[kind];
  const fill = (text: string) => text.replace('{detail}', detail.slice(0, 300));
  return { 'zh-CN': fill(words['zh-CN']), 'zh-TW': fill(words['zh-TW']), en: fill(words.en) };
}

/** The error for an answer that is no JSON: mostly a web page, because the address is not the API's. */
export function notJson(host: string, status: number): UpstreamError {
  return new UpstreamError(`${host} answered ${status} with what is no JSON`, {
    isRetryable: status >= 500,
    upstreamStatus: status,
    userMessageKey: 'not-json',
  });
}

function kindOf(error: unknown): Problem {
  if (!(error instanceof AppError)) return 'unknown';
  if (error.userMessageKey === 'error.private-address')
    return /metadata/.test(error.message) ? 'metadata-address' : 'private-address';
  if (error.userMessageKey === 'not-json') return 'not-json';
  if (error.kind === 'invalid') return 'bad-address';
  const status = error instanceof UpstreamError ? error.upstreamStatus : undefined;
  if (status !== undefined) return byStatus(status);
  const code = codeOf(error.cause);
  return (code === undefined ? undefined : byCode[code]) ?? (/in time/.test(error.message) ? 'timeout' : 'unreachable');
}

function byStatus(status: number): Problem {
  if (status === 401 || status === 403) return 'refused-key';
  if (status === 404) return 'not-found';
  if (status === 429) return 'too-many';
  return status >= 500 ? 'server-error' : 'unknown';
}

const byCode: Readonly<Record<string, Problem>> = {
  ENOTFOUND: 'no-such-host',
  EAI_AGAIN: 'no-such-host',
  ECONNREFUSED: 'unreachable',
  CERT_HAS_EXPIRED: 'certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate',
};

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
