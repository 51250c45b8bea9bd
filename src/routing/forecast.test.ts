import { describe, expect, it } from 'vitest';
import { forecastHours } from './forecast.ts';
import { createRandom } from './simulation/random.ts';

/** Eight weeks with a shape over the day, busier weekends, growth and chance. */
function aHistory(growth: number): number[] {
  const random = createRandom(7);
  return Array.from({ length: 8 * 168 }, (_none, hour) => {
    const shape = 40 + 35 * Math.sin(((hour % 24) / 24) * 2 * Math.PI - 2) + (Math.floor(hour / 24) % 7 >= 5 ? 20 : 0);
    return Math.max(0, Math.round(shape * (1 + (growth * hour) / 1_344) * (0.8 + 0.4 * random())));
  });
}

describe('a forecast', () => {
  it('does not know a day before it came: a sale that nobody saw coming falls out of the band', () => {
    const history = aHistory(0);
    const sale = history.map((count, hour) =>
      hour >= history.length - 48 && hour < history.length - 24 ? count * 10 : count,
    );
    const [usual, surprised] = [forecastHours(history, 24), forecastHours(sale, 24)];
    expect((usual?.backTest.withinBand ?? 0) - (surprised?.backTest.withinBand ?? 1)).toBeGreaterThan(0.08);
  });

  it('needs two weeks of history', () => {
    expect(forecastHours(aHistory(0).slice(0, 300), 24)).toBeUndefined();
  });

  it('knows day and week, and its band holds about as often as it says', () => {
    const found = forecastHours(aHistory(0.5), 48);
    expect(found?.hours).toHaveLength(48);
    expect(found?.backTest.error).toBeLessThan(0.2);
    expect(found?.backTest.error).toBeLessThan(found?.backTest.naiveError ?? 0);
    expect(found?.backTest.withinBand).toBeGreaterThan(0.7);
    expect(found?.backTest.tried).toHaveLength(168);
    for (const hour of found?.hours ?? []) expect(hour.low <= hour.expected && hour.expected <= hour.high).toBe(true);
  });
});
