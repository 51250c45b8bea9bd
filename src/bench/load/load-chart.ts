import type { LoadRun } from './run-load.ts';
import type { SecondResult } from './segment-book.ts';

const size = { width: 960, height: 420 };
const left = 64;
const right = 24;
const panels = { rate: { top: 40, height: 150 }, time: { top: 250, height: 130 } };
/** Stretches that the run is cut into. */
const stretchesAtMost = 120;
const colours = {
  rate: '#2563eb',
  wanted: '#94a3b8',
  p99: '#dc2626',
  p50: '#16a34a',
  text: '#334155',
  grid: '#e2e8f0',
};

type Stretch = { wanted: number; stored: number; p50: number; p99: number };

/** The run as a picture (SVG): messages a second wanted and stored, and how long storing took, over the time. */
export function chartOfLoad(run: LoadRun): string {
  const stretches = stretchesOf(run.clients.bySecond);
  const most = Math.max(1, ...stretches.map((one) => Math.max(one.wanted, one.stored)));
  const slowest = Math.max(1, ...stretches.map((one) => one.p99));
  const line = (panel: { top: number; height: number }, value: (one: Stretch) => number, of: number, colour: string) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${stretches
      .map(
        (one, index) =>
          `${x(index, stretches.length)},${(panel.top + panel.height * (1 - value(one) / of)).toFixed(1)}`,
      )
      .join(' ')}"/>`;
  const seconds = run.clients.bySecond.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    title(24, `load ${run.options.shape}: messages a second, wanted (grey) and stored (blue)`),
    ...grid(panels.rate, most, (value) => Math.round(value).toLocaleString('en-US')),
    line(panels.rate, (one) => one.wanted, most, colours.wanted),
    line(panels.rate, (one) => one.stored, most, colours.rate),
    title(234, 'time until stored: half (green) and ninety-nine of a hundred (red) of those meant for the moment'),
    ...grid(panels.time, slowest, timeWord(slowest)),
    line(panels.time, (one) => one.p50, slowest, colours.p50),
    line(panels.time, (one) => one.p99, slowest, colours.p99),
    ...minutes(seconds),
    '</svg>',
    '',
  ].join('\n');
}

/** Milliseconds up to some seconds, whole seconds beyond. */
function timeWord(slowest: number): (value: number) => string {
  return slowest < 10_000 ? (value) => `${Math.round(value)} ms` : (value) => `${Math.round(value / 1_000)} s`;
}

/** Equal stretches of the run; the slowest second stands for its stretch. */
function stretchesOf(bySecond: readonly SecondResult[]): Stretch[] {
  const length = Math.max(1, Math.ceil(bySecond.length / stretchesAtMost));
  const stretches: Stretch[] = [];
  for (let from = 0; from < bySecond.length; from += length) {
    const own = bySecond.slice(from, from + length);
    const mean = (of: (one: SecondResult) => number) => own.reduce((sum, one) => sum + of(one), 0) / own.length;
    stretches.push({
      wanted: mean((one) => one.intended),
      stored: mean((one) => one.acked),
      p50: mean((one) => one.p50),
      p99: Math.max(...own.map((one) => one.p99)),
    });
  }
  return stretches;
}

function x(index: number, count: number): string {
  return (left + ((size.width - left - right) * index) / Math.max(1, count - 1)).toFixed(1);
}

function title(y: number, text: string): string {
  return `<text x="${left}" y="${y}" fill="${colours.text}">${text}</text>`;
}

function grid({ top, height }: { top: number; height: number }, most: number, word: (value: number) => string) {
  return [0, 0.5, 1].flatMap((share) => {
    const y = top + height * (1 - share);
    return [
      `<line x1="${left}" x2="${size.width - right}" y1="${y}" y2="${y}" stroke="${colours.grid}"/>`,
      `<text x="${left - 6}" y="${y + 4}" text-anchor="end" fill="${colours.text}">${word(most * share)}</text>`,
    ];
  });
}

function minutes(seconds: number): string[] {
  const step = Math.max(1, Math.ceil(seconds / 60 / 12));
  const marks: string[] = [];
  for (let minute = 0; minute * 60 <= seconds; minute += step)
    marks.push(
      `<text x="${x(minute * 60, seconds + 1)}" y="${size.height - 12}" text-anchor="middle" fill="${colours.text}">${minute} min</text>`,
    );
  return marks;
}
