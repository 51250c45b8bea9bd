import type { Fact } from './store-connector.ts';

/** Facts as verdicts and outcomes name them; the id says where the value comes from. */

export function moneyFact(id: string, title: string, amount: number, currency: string): Fact {
  return { id, title, kind: 'money', value: amount, currency };
}

export function textFact(id: string, title: string, value: string): Fact {
  return { id, title, kind: 'text', value };
}

export function idFact(id: string, title: string, value: string): Fact {
  return { id, title, kind: 'id', value };
}

export function numberFact(id: string, title: string, value: number): Fact {
  return { id, title, kind: 'number', value };
}

/** An instant, as ISO text. */
export function timeFact(id: string, title: string, at: string): Fact {
  return { id, title, kind: 'date-time', value: at };
}

/** A calendar day in the shop's time zone, YYYY-MM-DD. */
export function dayFact(id: string, title: string, day: string): Fact {
  return { id, title, kind: 'date', value: day };
}
