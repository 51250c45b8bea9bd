import { AppError, type ErrorKind, errorTable, toAppError } from '../../platform/index.ts';
import type { Problem } from '../protocol/views.ts';
import texts from './problem-texts.json' with { type: 'json' };

export type ProblemLanguage = 'zh-CN' | 'zh-TW' | 'en';

/** A refusal that only the edge of HTTP knows, with its own status (413, 415, 422 …). */
export class EdgeError extends AppError {
  readonly status: number;

  constructor(
    status: number,
    key: string,
    message: string,
    details: { field?: string; retryAfterSeconds?: number } = {},
  ) {
    super('invalid', message, { ...details, userMessageKey: key });
    this.name = 'EdgeError';
    this.status = status;
  }
}

/** What the caller gets for anything thrown: kind, words in the caller's language, a trace id; never the inside of a bug. */
export function toProblem(
  thrown: unknown,
  traceId: string,
  language: ProblemLanguage,
): { problem: Problem; error: AppError } {
  const error = toAppError(thrown);
  const status = error instanceof EdgeError ? error.status : errorTable[error.kind].status;
  const detail = wordsFor(error.userMessageKey, language) ?? wordsFor(`problem.${error.kind}`, language);
  return {
    error,
    problem: {
      type: `https://peakdesk.dev/problems/${typeOf(error)}`,
      title: titles[error.kind],
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(error.field === undefined || error.kind === 'bug' ? {} : { field: error.field }),
      traceId,
      ...comeBack(error),
    },
  };
}

/** The caller's language out of Accept-Language; Chinese first, as the shops are. */
export function languageOfHeader(header: string | null | undefined): ProblemLanguage {
  const wanted = (header ?? '').toLowerCase();
  const found = [
    { language: 'zh-TW' as const, at: wanted.search(/zh-(tw|hk|mo|hant)/) },
    { language: 'zh-CN' as const, at: wanted.search(/zh(?!-(tw|hk|mo|hant))/) },
    { language: 'en' as const, at: wanted.search(/en/) },
  ].filter((one) => one.at >= 0);
  return found.toSorted((one, other) => one.at - other.at)[0]?.language ?? 'zh-CN';
}

/** When nothing else is known, something that is away is worth another try after so many seconds. */
const usualPause = 3;

/** Whole seconds for the header and for people, milliseconds for a window that comes back by itself. */
function comeBack(error: AppError): Pick<Problem, 'retryAfterSeconds' | 'retryAfterMs'> {
  const seconds = error.retryAfterSeconds ?? (error.kind === 'unavailable' ? usualPause : undefined);
  if (seconds === undefined) return {};
  return { retryAfterSeconds: Math.max(1, Math.ceil(seconds)), retryAfterMs: Math.round(seconds * 1_000) };
}

const titles: Readonly<Record<ErrorKind, string>> = {
  invalid: 'Invalid request',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'Conflict',
  'rate-limited': 'Too many requests',
  unavailable: 'Temporarily unavailable',
  bug: 'Internal error',
};

/** A named reason ('colleague-has-it') where there is one, else the kind. */
function typeOf(error: AppError): string {
  return error.userMessageKey?.startsWith('problem.') ? error.userMessageKey.slice('problem.'.length) : error.kind;
}

const table: Readonly<Record<string, Readonly<Record<ProblemLanguage, string>>>> = texts;

function wordsFor(key: string | undefined, language: ProblemLanguage): string | undefined {
  return key === undefined ? undefined : table[key]?.[language];
}
