import { describe, expect, it } from 'vitest';
import { replyLanguages } from '../../understanding/index.ts';
import { builtInFlows } from '../flows/load-flows.ts';
import { findForbidden } from '../guard/forbidden-words.ts';
import { dialogueWording } from '../wording/packs.ts';
import { causeOf, chooseSoothing, soothingCauses, soothingTable } from './choose-soothing.ts';

const feelings = ['confused', 'anxious', 'worried', 'disappointed', 'angry'] as const;
const intensities = [1, 2, 3] as const;

describe('soothing', () => {
  it('has exactly one strategy for every cause, feeling and intensity', () => {
    const wrong = soothingCauses.flatMap((cause) =>
      feelings.flatMap((emotion) =>
        intensities.filter((level) => {
          const fitting = soothingTable.strategies.filter(
            (one) => one.cause === cause && one.emotion === emotion && one.from <= level && level <= one.to,
          );
          return fitting.length !== 1;
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['track.lost', 'lost'],
    ['track.delay', 'delivery'],
    ['ship.urge', 'shipping'],
    ['issue.damaged', 'damaged'],
    ['refund.progress', 'refund'],
    ['complaint', 'service'],
    ['chat.other', 'other'],
  ])('%s is about %s', (intent, cause) => {
    expect(causeOf(intent)).toBe(cause);
  });

  it('leaves calm and pleased customers alone', () => {
    expect(chooseSoothing({ cause: 'refund', emotion: 'neutral', intensity: 0 })).toBeUndefined();
    expect(chooseSoothing({ cause: 'refund', emotion: 'satisfied', intensity: 3 })).toBeUndefined();
  });

  it('gives full anger to a person and always says sorry for anger', () => {
    const angry = soothingTable.strategies.filter(({ emotion }) => emotion === 'angry');
    expect(angry.filter(({ apology }) => apology === 'none')).toEqual([]);
    expect(angry.filter(({ to, person }) => to === 3 && person !== 'now')).toEqual([]);
  });

  it('answers a slight hurry without an apology', () => {
    expect(chooseSoothing({ cause: 'shipping', emotion: 'anxious', intensity: 1 })?.apology).toBe('none');
  });

  it('names only flows and words that exist', () => {
    const flows = builtInFlows();
    const steps = soothingTable.strategies.map(({ step }) => step).filter((step) => step !== 'answer');
    expect(steps.filter((step) => !flows.has(step))).toEqual([]);
    const keys = soothingTable.strategies.map(({ apology }) => apology).filter((key) => key !== 'none');
    expect(keys.filter((key) => replyLanguages.some((language) => !dialogueWording[language][key]))).toEqual([]);
  });

  it('sells nothing, shows no emoji, promises nothing and names no sum', () => {
    const texts = replyLanguages.flatMap((language) =>
      Object.entries(dialogueWording[language]).flatMap(([key, variants]) =>
        key.startsWith('soothe.') ? variants : [],
      ),
    );
    const kinds = ['selling', 'promise', 'advertising', 'hedging', 'contact'] as const;
    const faults = texts.filter(
      (text) =>
        /\p{Extended_Pictographic}|[~～]$|\d/u.test(text) || kinds.some((kind) => findForbidden(text, kind).length > 0),
    );
    expect(faults).toEqual([]);
  });
});
