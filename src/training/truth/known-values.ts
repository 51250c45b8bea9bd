import type { AfterSalesCase, Order, Product, StoreCustomer } from '../../commerce/index.ts';
import { createCollector } from './collector.ts';
import { addDerived } from './derived-values.ts';
import type { Statement } from './statements.ts';

/** Everything that may truthfully be named at one moment to one customer, by kind. */
export type KnownValues = { has(statement: Statement): boolean };

/** What is read from the store for one reply. */
export type Sources = {
  now: Date;
  timeZone: string;
  /** Records of the customer as far as they have proven who they are. */
  own: { customer?: StoreCustomer; orders: readonly Order[]; cases: readonly AfterSalesCase[] };
  /** Products spoken of so far, by reply or customer. */
  products: readonly Product[];
  /** Documents of the shop's knowledge that are in force or still to come. */
  documents: readonly unknown[];
  /** Their values, collected once for many replies. */
  documentValues: ReadonlySet<string>;
  /** Tasks written in this conversation. */
  tickets: readonly { ticketId: string; number: number; dueAt: Date | null }[];
  /** Everything the customer has written so far. */
  customerWords: string;
  /** Values that the scenario's author has worked out. */
  computed: readonly string[];
  /** Fastest and slowest delivery of the regions that can be meant, in days. */
  deliveries: readonly (readonly [number, number])[];
};

/** Collects them; every value is read from the records themselves, none from what Peakdesk says of them. */
export function knownValues(sources: Sources): KnownValues {
  const collector = createCollector(sources.timeZone);
  collector.addRecord(sources.own);
  collector.addRecord(sources.products);
  for (const { ticketId, number, dueAt } of sources.tickets) {
    collector.addRecord({ ticketId });
    collector.add('number', number);
    if (dueAt !== null) collector.addInstant(dueAt);
  }
  collector.addText(sources.customerWords);
  for (const text of sources.computed) collector.addText(text);
  addDerived(collector, sources);
  const values = new Set([...collector.values, ...sources.documentValues]);
  return { has: (statement) => isKnown(values, statement) };
}

/** Values of the shop's documents; they change with the time only, so they are worth keeping. */
export function documentValuesOf(documents: readonly unknown[], timeZone: string): ReadonlySet<string> {
  const collector = createCollector(timeZone);
  collector.addRecord(documents);
  return collector.values;
}

function isKnown(values: ReadonlySet<string>, { kind, value }: Statement): boolean {
  if (values.has(`${kind} ${value}`)) return true;
  if (kind === 'mail' && value.includes('*')) return [...values].some((one) => isMaskOf(value, one));
  if (kind === 'code') return [...values].some((one) => one.startsWith('code ') && isSameCode(one.slice(5), value));
  // A day or an hour may stand in the records as a plain number of another unit; a price, a link or a code may not.
  return kind === 'number' && values.has(`measure ${value} day`);
}

/** "w***@example.com" is the mail address that begins and ends so. */
function isMaskOf(masked: string, known: string): boolean {
  const [start = '', end = ''] = masked.split(/\*+/);
  return known.startsWith(`mail ${start}`) && known.endsWith(end);
}

/** The masked end of a number ("···· 4242") is the number. */
function isSameCode(known: string, said: string): boolean {
  return known === said || (said.length === 4 && /^\d{4}$/.test(said) && known.endsWith(said));
}
