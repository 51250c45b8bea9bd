import { describe, expect, it } from 'vitest';
import { agentsFor, erlangA, erlangC, figuresOf } from './erlang.ts';

const perHour = (load: number, handleSeconds: number) => (load * 3_600) / handleSeconds;

describe('Erlang C', () => {
  // Published check values (six and three digits), recomputed with exact fractions.
  it.each([
    { load: 100, agents: 110, handleSeconds: 300, wait: '0.237008', mean: '7.110', level: '0.878316' },
    { load: 20, agents: 24, handleSeconds: 180, wait: '0.298072', mean: '13.413', level: '0.808882' },
  ])('equals its check values to the last digit for $load erlang and $agents agents', (given) => {
    const { load, agents, handleSeconds } = given;
    const figures = erlangC({ arrivalsPerHour: perHour(load, handleSeconds), agents, handleSeconds });
    expect(figures.waitProbability.toFixed(6)).toBe(given.wait);
    expect(figures.meanWaitSeconds.toFixed(3)).toBe(given.mean);
    expect(figures.serviceLevel.toFixed(6)).toBe(given.level);
  });

  it('has no end of waiting when more comes than can be done', () => {
    expect(erlangC({ arrivalsPerHour: 1_200, handleSeconds: 300, agents: 100 }).meanWaitSeconds).toBe(Infinity);
  });
});

describe('Erlang A', () => {
  it.each([
    { load: 100, agents: 100, patience: 300, wait: '0.513299', gone: '0.039861', mean: undefined },
    { load: 100, agents: 110, patience: 120, wait: '0.139428', gone: '0.012789', mean: '1.535' },
    { load: 120, agents: 100, patience: 180, wait: '0.927515', gone: '0.169336', mean: '30.481' },
  ])('equals its check values for $load erlang, $agents agents and $patience s patience', (given) => {
    const { load, agents, patience } = given;
    const figures = erlangA({ arrivalsPerHour: perHour(load, 300), agents, handleSeconds: 300 }, patience);
    expect(figures.waitProbability.toFixed(6)).toBe(given.wait);
    expect(figures.abandonProbability.toFixed(6)).toBe(given.gone);
    if (given.mean) expect(figures.meanWaitSeconds.toFixed(3)).toBe(given.mean);
  });

  it('becomes Erlang C when patience has no end', () => {
    const staffing = { arrivalsPerHour: 1_200, handleSeconds: 300, agents: 110 };
    const patient = figuresOf({ ...staffing, patienceSeconds: 1e9 });
    const endless = erlangC(staffing);
    expect(patient.meanWaitSeconds).toBeCloseTo(endless.meanWaitSeconds, 4);
    expect(patient.serviceLevel).toBeCloseTo(endless.serviceLevel, 6);
  });

  it('stays a number in deep overload and with far too many agents', () => {
    for (const agents of [1, 5_000]) {
      const figures = figuresOf({ arrivalsPerHour: 100_000, handleSeconds: 300, agents, patienceSeconds: 600 });
      for (const value of Object.values(figures)) expect(Number.isFinite(value)).toBe(true);
      expect(figures.serviceLevel).toBeGreaterThanOrEqual(0);
      expect(figures.serviceLevel).toBeLessThanOrEqual(1);
    }
    const crushed = figuresOf({ arrivalsPerHour: 100_000, handleSeconds: 300, agents: 1, patienceSeconds: 600 });
    expect(crushed.abandonProbability).toBeCloseTo(1 - 12 / 100_000, 6);
  });
});

describe('agents for a goal', () => {
  it('is the fewest that keep it', () => {
    const staffing = { arrivalsPerHour: 1_200, handleSeconds: 300, patienceSeconds: 120, targetSeconds: 20 };
    const agents = agentsFor(staffing, 0.9);
    expect(figuresOf({ ...staffing, agents }).serviceLevel).toBeGreaterThanOrEqual(0.9);
    expect(figuresOf({ ...staffing, agents: agents - 1 }).serviceLevel).toBeLessThan(0.9);
  });
});
