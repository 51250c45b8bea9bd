import { AppError } from '../../../platform/index.ts';
import type { LocalizedText } from '../../types.ts';
import type { RefusalKey } from '../../verdict-keys.ts';
import type { ConnectionTest, RemoteOutcome, RemoteResponse } from '../remote/remote-platform.ts';
import { words } from './connection-fields.ts';

/** What a platform answered: its data, or its own code and words for why not. */
export type PlatformAnswer<Data> = { ok: true; data: Data } | PlatformRefusal;
export type PlatformRefusal = { ok: false; code: string; text: string };

/** What is known of one of a platform's error codes. */
export type KnownError = {
  /** What is wrong and what to do, for the owner who sets up the connection. */
  problem: LocalizedText;
  /** Field of the connection that it is about. */
  field?: string;
  /** The same for a customer, where an action fails by it. */
  reasonKey?: RefusalKey;
};

/** A platform's error codes in plain words. */
export type ErrorTable = Readonly<Record<string, KnownError>>;

/** A read that the platform refused. */
export class PlatformRefused extends AppError {
  readonly refusal: PlatformRefusal;

  constructor(refusal: PlatformRefusal, what: string) {
    super('unavailable', `${what} was refused: ${refusal.code} ${refusal.text}`);
    this.name = 'PlatformRefused';
    this.refusal = refusal;
  }
}

/** The data of a read; throws PlatformRefused (AppError 'unavailable') with the platform's code. */
export function dataOf<Data>(answer: PlatformAnswer<Data>, what: string): Data {
  if (answer.ok) return answer.data;
  throw new PlatformRefused(answer, what);
}

/** For `RemoteRequest.isTooMany`: whether an answer is a refusal with one of these codes. Refusals are short; lists are not read twice. */
export function refusesWith(
  codes: readonly string[],
  read: (response: RemoteResponse) => PlatformAnswer<unknown>,
): (response: RemoteResponse) => boolean {
  return (response) => {
    if (response.text.length > 2_000) return false;
    const answer = read(response);
    return !answer.ok && codes.includes(answer.code);
  };
}

/** What the platform answers, also where it refuses on the way there (a token); other failures are thrown. */
export async function answerTo<Data>(ask: () => Promise<PlatformAnswer<Data>>): Promise<PlatformAnswer<Data>> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PlatformRefused) return error.refusal;
    throw error;
  }
}

/** A test that went well: what could be read, and whose shop it is. */
export function connected(shopName: string, read: keyof typeof readings): ConnectionTest {
  return { ok: true, shopName, details: readings[read] };
}

const readings = {
  shop: words('已连接，可以读取店铺信息。', '已連接，可以讀取店鋪資訊。', 'Connected; the shop can be read.'),
  orders: words('已连接，可以读取订单。', '已連接，可以讀取訂單。', 'Connected; orders can be read.'),
} as const;

/** A refused test in plain words; a code that is not in the table is told as it is. */
export function failedTest(refusal: PlatformRefusal, table: ErrorTable): ConnectionTest {
  const known = knownError(refusal, table);
  if (known !== undefined) {
    return { ok: false, problem: known.problem, ...(known.field === undefined ? {} : { field: known.field }) };
  }
  const told = `${refusal.code} ${refusal.text}`.trim();
  return {
    ok: false,
    problem: {
      'zh-CN': `平台拒绝了请求：${told}`,
      'zh-TW': `平台拒絕了請求：${told}`,
      en: `The platform refused the request: ${told}`,
    },
  };
}

/** A refused write: the platform's own words for the trail, and ours where the code is known. */
export function refusedBy(refusal: PlatformRefusal, table: ErrorTable): RemoteOutcome {
  const reasonKey = knownError(refusal, table)?.reasonKey;
  return {
    ok: false,
    platformCode: refusal.code,
    platformText: refusal.text,
    ...(reasonKey === undefined ? {} : { reasonKey }),
  };
}

/** The outcome of a write. */
export function outcomeOf(answer: PlatformAnswer<unknown>, table: ErrorTable): RemoteOutcome {
  return answer.ok ? { ok: true } : refusedBy(answer, table);
}

function knownError({ code }: PlatformRefusal, table: ErrorTable): KnownError | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
