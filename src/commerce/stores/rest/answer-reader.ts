import { AppError } from '../../../platform/index.ts';
import { digitsOf, toMinor } from '../kit/money.ts';
import { listAt, valueAt } from './json-path.ts';
import type { RestSetup } from './rest-setup.ts';
import { instantOf } from './zoned-time.ts';

/** An answer that has nothing, or something else, where the mapping looks. `answer` says which answer of the shop's it was. */
export class PathNotFound extends AppError {
  readonly answer: RestAnswer;
  readonly path: string;
  readonly wanted: WantedPart;

  constructor(answer: RestAnswer, path: string, wanted: WantedPart) {
    super('unavailable', `the answer to '${answer}' has no ${wanted} at ${path}`);
    this.name = 'PathNotFound';
    this.answer = answer;
    this.path = path;
    this.wanted = wanted;
  }
}

/** The calls whose answers are read. */
export type RestAnswer = 'orders' | 'order' | 'products';
/** What should stand there; `address` where the shop has no such address at all. */
export type WantedPart = 'list' | 'text' | 'amount' | 'count' | 'time' | 'entry' | 'address';

/** Reads fields of one section in one part of an answer. */
export type SectionReader = {
  text(field: string): string;
  /** PathNotFound where it is empty. */
  requiredText(field: string): string;
  /** Minor units; zero where the path is empty or nothing stands there. */
  amount(field: string, currency: string): number;
  requiredAmount(field: string, currency: string): number;
  requiredCount(field: string): number;
  /** ISO text; undefined for no time. PathNotFound for what is there and no time. */
  time(field: string): string | undefined;
  value(field: string): unknown;
  /** Names to texts; what is no text or number is left out. */
  record(field: string): Readonly<Record<string, string>>;
};

/** A reader of the section in a part of an answer. */
export function sectionReader(setup: RestSetup, answer: RestAnswer, section: string, part: unknown): SectionReader {
  const paths = setup.mapping[section] ?? {};
  const value = (field: string) => {
    const path = paths[field];
    return path === undefined ? undefined : valueAt(part, path);
  };
  const missing = (field: string, wanted: WantedPart) =>
    new PathNotFound(answer, `${section}.${field} = ${paths[field]?.text ?? ''}`, wanted);
  const text = (field: string) => textOf(value(field));
  const requiredAmount = (field: string, currency: string) => {
    const amount = amountOf(value(field), setup, currency);
    if (amount === undefined) throw missing(field, 'amount');
    return amount;
  };
  return {
    value,
    text,
    requiredText(field) {
      const found = text(field);
      if (found === '') throw missing(field, 'text');
      return found;
    },
    amount: (field, currency) => (text(field) === '' ? 0 : requiredAmount(field, currency)),
    requiredAmount,
    requiredCount(field) {
      const count = Number(text(field) || Number.NaN);
      if (!Number.isSafeInteger(count) || count < 0) throw missing(field, 'count');
      return count;
    },
    time(field) {
      if (text(field) === '' || text(field) === '0') return undefined;
      const at = instantOf(value(field), setup.timeZone);
      if (at === undefined) throw missing(field, 'time');
      return at;
    },
    record(field) {
      const found = value(field);
      if (typeof found !== 'object' || found === null || Array.isArray(found)) return {};
      return Object.fromEntries(
        Object.entries(found).flatMap(([key, one]) => (textOf(one) === '' ? [] : [[key, textOf(one)]])),
      );
    },
  };
}

/** The list of a section; PathNotFound where it has to be there. */
export function listOfAnswer(
  setup: RestSetup,
  answer: RestAnswer,
  [section, field]: readonly [string, string],
  part: unknown,
  isRequired: boolean,
): readonly unknown[] {
  const path = setup.mapping[section]?.[field];
  const list = path === undefined ? undefined : listAt(part, path);
  if (list !== undefined) return list;
  if (!isRequired) return [];
  throw new PathNotFound(answer, `${section}.${field} = ${path?.text ?? ''}`, 'list');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function amountOf(value: unknown, { moneyUnit }: RestSetup, currency: string): number | undefined {
  const amount = toMinor(textOf(value), moneyUnit === 'minor' ? 0 : digitsOf(currency));
  return amount === undefined || amount < 0 ? undefined : amount;
}
