import type { Fact } from '../../commerce/index.ts';
import type { KnowledgeContent } from '../types.ts';
import type { Language } from './texts.ts';

/** A fact of the shipping rules: zone/ID/fee, zone/ID/free-from, zone/ID/days, cut-off, within-hours, rule/ID, carrier/ID. */
export function shippingFact(
  content: KnowledgeContent,
  node: string,
  property: string,
  language: Language,
): Fact | undefined {
  const { shipping, currency } = content;
  if (shipping === null) return undefined;
  const id = property === '' ? `shipping:${node}` : `shipping:${node}/${property}`;
  if (node === 'cut-off') return { id, title: node, kind: 'text', value: shipping.cutOff };
  if (node === 'within-hours') return { id, title: node, kind: 'number', value: shipping.shipWithinHours };
  const [name = '', part = ''] = property.split('/');
  if (node === 'rule') {
    const rule = shipping.rules?.find((one) => one.id === name);
    return rule && { id, title: name, kind: 'text', value: rule.text[language] };
  }
  if (node === 'carrier') {
    const carrier = shipping.carriers.find((one) => one.id === name);
    return carrier && { id, title: carrier.name[language], kind: 'name', value: carrier.name[language] };
  }
  const zone = node === 'zone' ? shipping.zones.find((one) => one.id === name) : undefined;
  if (zone === undefined) return undefined;
  const title = zone.name[language];
  if (part === '') return { id, title, kind: 'name', value: title };
  if (part === 'fee') return { id, title, kind: 'money', value: zone.feeFen, currency };
  if (part === 'free-from' && zone.freeFromFen !== null)
    return { id, title, kind: 'money', value: zone.freeFromFen, currency };
  if (part === 'days') return { id, title, kind: 'text', value: `${zone.days[0]}–${zone.days[1]}` };
  return undefined;
}
