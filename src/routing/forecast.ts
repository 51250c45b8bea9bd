/** Arrivals of one hour, oldest first, one number for every hour without gaps. */
export type HourlyHistory = readonly number[];

/** What is expected of an hour; in eight of ten hours it lies between `low` and `high`. */
export type ForecastHour = { expected: number; low: number; high: number };

/** A forecast with how well the same method did on the history's last days. */
export type Forecast = {
  hours: ForecastHour[];
  backTest: {
    /** Hours that were forecast from what was known before them. */
    hours: number;
    /** Mean absolute error in part of the mean: 0.2 is twenty percent. */
    error: number;
    /** The same for "as one week before". */
    naiveError: number;
    /** Part of the hours within their band; 0.8 is promised. */
    withinBand: number;
    /** Each of those hours, oldest first: what came beside what was expected. */
    tried: (ForecastHour & { actual: number })[];
  };
};

const week = 168;
const day = 24;
/** Weeks that a forecast looks at; the latest count most. */
const weeksBack = 6;
const leastForecast = 2 * week;

/**
 * Expected arrivals of the next hours: the same hour of earlier weeks, the latest counting most, times how the last three days compare
 * with theirs. The band is what the same method missed by before, so that it is as wide as experience says. Undefined under two weeks.
 */
export function forecastHours(history: HourlyHistory, count: number): Forecast | undefined {
  if (history.length < leastForecast) return undefined;
  const tests = backTest(history);
  const band = bandFrom(tests);
  return {
    hours: Array.from({ length: count }, (_none, ahead) =>
      band(expectedAt(history, history.length + ahead, history.length)),
    ),
    backTest: scoreOf(tests),
  };
}

/** A band as wide as what was missed by in those tests. */
function bandFrom(tests: readonly Test[]): (expected: number) => ForecastHour {
  const ratios = tests.map((one) => (one.actual + 1) / (one.expected + 1)).sort((one, other) => one - other);
  const low = Math.min(1, ratios[Math.floor(ratios.length * 0.1)] ?? 0.5);
  const high = Math.max(1, ratios[Math.min(ratios.length - 1, Math.ceil(ratios.length * 0.9))] ?? 2);
  return (expected) => ({ expected, low: Math.max(0, (expected + 1) * low - 1), high: (expected + 1) * high - 1 });
}

/** Expected arrivals of hour `at`, from what was known before hour `until`. */
function expectedAt(history: HourlyHistory, at: number, until: number): number {
  let weightSum = 0;
  let sum = 0;
  for (let back = 1; back <= weeksBack; back += 1) {
    const index = at - back * week;
    if (index < 0 || index >= until) continue;
    const weight = 0.7 ** back;
    sum += weight * (history[index] ?? 0);
    weightSum += weight;
  }
  if (weightSum === 0) return 0;
  return (sum / weightSum) * trend(history, until);
}

/** How the last three days compare with the same days a week before, held within half and double. */
function trend(history: HourlyHistory, until: number): number {
  const total = (from: number, to: number) =>
    history.slice(Math.max(0, from), Math.max(0, to)).reduce((sum, one) => sum + one, 0);
  const before = total(until - week - 3 * day, until - week);
  if (before < 30) return 1;
  return Math.min(2, Math.max(0.5, total(until - 3 * day, until) / before));
}

type Test = { actual: number; expected: number; naive: number };

/** Forecasts the last week day by day, each from what was known at its midnight. */
function backTest(history: HourlyHistory): Test[] {
  const from = Math.max(week, history.length - week);
  return Array.from({ length: history.length - from }, (_none, index): Test => {
    const at = from + index;
    const until = from + Math.floor(index / day) * day;
    return { actual: history[at] ?? 0, expected: expectedAt(history, at, until), naive: history[at - week] ?? 0 };
  });
}

/** How well the tests were met. Each day's band is made of the other days only: a band that has seen the day would flatter itself. */
function scoreOf(tests: readonly Test[]): Forecast['backTest'] {
  const tried = tests.map((one, index) => {
    const sameDay = Math.floor(index / day);
    const band = bandFrom(tests.filter((_other, at) => Math.floor(at / day) !== sameDay));
    return { ...band(one.expected), actual: one.actual };
  });
  const mean = tests.reduce((sum, one) => sum + one.actual, 0) / Math.max(1, tests.length);
  const error = (of: (test: Test) => number) =>
    mean === 0 ? 0 : tests.reduce((sum, one) => sum + Math.abs(one.actual - of(one)), 0) / tests.length / mean;
  const within = tried.filter(({ actual, low, high }) => actual >= Math.floor(low) && actual <= Math.ceil(high)).length;
  return {
    hours: tests.length,
    error: error((one) => one.expected),
    naiveError: error((one) => one.naive),
    withinBand: tests.length === 0 ? 0 : within / tests.length,
    tried,
  };
}
