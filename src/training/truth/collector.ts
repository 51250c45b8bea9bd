import { codeOf, type StatementKind, statementsOf } from './statements.ts';

/** Reads values out of records and texts, each in the form that equal statements share. */
export type Collector = {
  values: ReadonlySet<string>;
  add: Add;
  addText(text: string): void;
  addInstant(at: Date): void;
  /** Every value in a document, however deep. */
  addRecord(record: unknown): void;
};
export type Add = (kind: StatementKind, value: string | number) => void;

/** An empty collector; times are read as the shop's customers read them. */
export function createCollector(timeZone: string): Collector {
  const values = new Set<string>();
  const add: Add = (kind, value) => void values.add(`${kind} ${value}`);
  const addText = (text: string) => {
    for (const { kind, value } of statementsOf(text)) {
      add(kind, value);
      if (kind !== 'code' && kind !== 'link')
        for (const number of value.match(/\d+(?:\.\d+)?/g) ?? []) add('number', Number(number));
    }
  };
  const addInstant = (at: Date) => {
    const local = inZone(at, timeZone);
    add('day', local.day);
    add('clock', local.clock);
  };
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (isInstant(value)) addInstant(new Date(value));
      else addText(value);
      if (/id$|number$|code|zip|phone/i.test(key)) add('code', codeOf(value));
    } else if (typeof value === 'number') addNumber(add, key, value);
    else if (Array.isArray(value)) for (const one of value) walk(one, key);
    else if (typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) walk(one, name);
  };
  return { values, add, addText, addInstant, addRecord: (record) => walk(record, '') };
}

/** A number in a document: its name tells whether it is an amount, a share or a plain count. */
function addNumber(add: Add, key: string, value: number): void {
  const isMoney = /fen$|price|amount|total|freight|balance|spent|paid|flashPrices|^NY[A-Z]\d/i.test(key);
  if (isMoney) add('money', value);
  if (/percent/i.test(key)) {
    add('percent', value);
    add('percent', 100 - value);
    add('discount', value % 10 === 0 ? value / 10 : value);
    add('discount', value / 10);
  }
  add('number', value);
  for (const [name, unit] of unitsByKey) if (name.test(key)) add('measure', `${value} ${unit}`);
}

const unitsByKey: readonly (readonly [RegExp, string])[] = [
  [/days?$/i, 'day'],
  [/days?$/i, 'workday'],
  [/hours?$/i, 'hour'],
  [/months?$/i, 'month'],
  [/points/i, 'points'],
];

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text);
}

/** Calendar day and clock time as the shop's customers read them. */
export function inZone(at: Date, timeZone: string): { day: string; clock: string } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { day: `${part('month')}-${part('day')}`, clock: `${Number(part('hour'))}:${part('minute')}` };
}
