import { describe, expect, it } from 'vitest';
import { exampleScenario, knobsOf, withKnobs } from './scenario-form.ts';
import { anotherTeam, hoursOf, isWrongShift, rosterCsv } from './teams.ts';

describe('the roster of a rehearsal', () => {
  it('keeps people without shifts there all day, and a second shift as it is', () => {
    const broken = [
      { from: '09:00', to: '12:00' },
      { from: '18:00', to: '22:00' },
    ];
    const scenario = { ...exampleScenario, agents: [{ count: 2 }, { count: 1, shifts: broken }] };
    const { teams } = knobsOf(scenario);
    expect(teams.map((team) => [team.from, team.to, hoursOf(team)])).toEqual([
      ['00:00', '24:00', 24],
      ['09:00', '12:00', 7],
    ]);
    expect(withKnobs(scenario, knobsOf(scenario)).agents.map((group) => group.shifts)).toEqual([[], broken]);
  });

  it('takes another team that can do what the others can', () => {
    const added = anotherTeam(knobsOf(exampleScenario).teams);
    expect(added).toMatchObject({ count: 1, capacity: 3, kept: { groups: ['presale', 'aftersale'] } });
  });

  it.each([
    ['08:00', '16:00', false],
    ['18:00', '24:00', false],
    ['22:00', '06:00', true],
    ['', '06:00', true],
  ])('from %j to %j is wrong: %s', (from, to, isWrong) => {
    expect(isWrongShift({ from, to })).toBe(isWrong);
  });

  it('is exported as a table that no program takes for formulas', () => {
    const names = ['=1+1', '晚班,"主力"'];
    const teams = knobsOf(exampleScenario)
      .teams.slice(0, 2)
      .map((team, index) => ({ ...team, name: names[index] ?? '' }));
    expect(rosterCsv(teams, ['班组', '从']).split('\r\n')).toEqual([
      '\uFEFF班组,从',
      "'=1+1,08:00,16:00,3,3,35,8,840",
      '"晚班,""主力""",15:00,24:00,5,3,38,9,1710',
      '',
    ]);
  });
});
