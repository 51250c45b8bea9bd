import { describe, expect, it } from 'vitest';
import { replyLanguages } from '../../understanding/index.ts';
import { builtInFlows } from '../flows/load-flows.ts';
import { findForbidden } from '../guard/forbidden-words.ts';
import { placeholdersOf } from './fill.ts';
import { neededKeys, wordingKeys } from './keys.ts';
import { dialogueWording } from './packs.ts';

describe('the wording packs', () => {
  it.each(replyLanguages)('%s has the same keys as the others', (language) => {
    expect(Object.keys(dialogueWording[language]).sort()).toEqual(wordingKeys());
  });

  it('have words for every verdict, refusal and hand-off', () => {
    const known = new Set(wordingKeys());
    expect(neededKeys().filter((key) => !known.has(key))).toEqual([]);
  });

  it('have words for every key that a flow names', () => {
    const known = new Set(wordingKeys());
    expect(flowKeys().filter((key) => !known.has(key))).toEqual([]);
  });

  it('use the same placeholders for a key in every language, though variants may leave some out', () => {
    const faults = wordingKeys().filter((key) => {
      const used = replyLanguages.map((language) => all(dialogueWording[language][key] ?? []));
      return used.some((one) => one.join() !== used[0]?.join());
    });
    // Only the English thanks names the customer.
    expect(faults).toEqual(['identify.found']);
  });

  it.each(['zh-CN', 'zh-TW'] as const)('%s sets Chinese punctuation and no disclaimers', (language) => {
    const texts = Object.values(dialogueWording[language]).flat();
    expect(texts.filter((text) => /\p{Script=Han}[,;!?](?!\d)|仅供参考|僅供參考/u.test(text))).toEqual([]);
  });

  it('promise nothing, sell nothing and use no word that advertising law forbids', () => {
    const kinds = ['advertising', 'promise', 'hedging', 'contact', 'selling'] as const;
    const texts = replyLanguages.flatMap((language) => Object.values(dialogueWording[language]).flat());
    expect(
      texts.flatMap((text) => kinds.flatMap((kind) => findForbidden(text, kind).map((hit) => `${hit}: ${text}`))),
    ).toEqual([]);
  });

  it('have two variants at least of every sentence', () => {
    const single = wordingKeys().filter((key) => {
      const [first, second] = dialogueWording['zh-CN'][key] ?? [];
      return second === undefined && /[。？]$/.test(first ?? '');
    });
    const mayBeSingle = /^(summary|explain|risk|difference|small-talk\.greet\.short)/;
    expect(single.filter((key) => !mayBeSingle.test(key))).toEqual([]);
  });
});

function all(variants: readonly string[]): readonly string[] {
  return [...new Set(variants.flatMap(placeholdersOf))].sort();
}

function flowKeys(): readonly string[] {
  return [...builtInFlows().values()].flatMap((flow) => {
    const slots = Object.values(flow.slots);
    const ofSlots = slots.flatMap((slot) => [
      slot.ask,
      ...(slot.label ? [slot.label] : []),
      ...(slot.options ?? []).map((option) => option.label),
    ]);
    const ofSteps = flow.steps.flatMap((step) => {
      if (step.kind === 'say') return [step.key, ...step.buttons.map((button) => button.label)];
      if (step.kind === 'confirm') return step.reminders;
      if (step.kind === 'create-ticket') return [step.title, step.done];
      return step.kind === 'end' && step.say !== undefined ? [step.say] : [];
    });
    return [...ofSlots, ...ofSteps];
  });
}
