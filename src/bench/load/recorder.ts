import { build, type Histogram } from 'hdr-histogram-js';

/** Times in a High Dynamic Range histogram: three digits from a microsecond to two minutes, in constant memory. */
export type Recorder = { record(milliseconds: number): void; figures(): TimeFigures };

export type TimeFigures = { count: number; p50: number; p90: number; p99: number; p999: number; max: number };

const longestMicroseconds = 120_000_000;

/** Makes an empty recorder; milliseconds in and out. Nothing is reserved before the first time: a day has many that stay empty. */
export function createRecorder(): Recorder {
  let histogram: Histogram | undefined;
  const at = (percentile: number) => Math.round((histogram?.getValueAtPercentile(percentile) ?? 0) / 10) / 100;
  return {
    record: (milliseconds) => {
      histogram ??= build({
        lowestDiscernibleValue: 1,
        highestTrackableValue: longestMicroseconds,
        numberOfSignificantValueDigits: 3,
      });
      histogram.recordValue(Math.min(longestMicroseconds, Math.max(1, Math.round(milliseconds * 1_000))));
    },
    figures: () => ({
      count: histogram?.totalCount ?? 0,
      p50: at(50),
      p90: at(90),
      p99: at(99),
      p999: at(99.9),
      max: histogram ? Math.round(histogram.maxValue / 10) / 100 : 0,
    }),
  };
}
