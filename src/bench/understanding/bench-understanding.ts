import {
  compareLabels,
  encodeModel,
  type IntentEvaluation,
  predictIntents,
  trainModel,
} from '../../understanding/index.ts';
import { quantile } from '../report.ts';
import { type Cell, type CellChoice, readCells } from './cells.ts';
import { findPeers, type Peer } from './peers.ts';

/** What the benchmark needs to know besides the rounds. */
export type UnderstandingOptions = CellChoice & {
  rounds: number;
  /** Folder with NAME-train.json and, if there, NAME-test.json. */
  data: string;
  /** Python with scikit-learn. */
  python: string;
};

/** Figures of one engine in one cell; shares are 0 … 1, times are of the processor. */
type Figures = Pick<
  IntentEvaluation,
  'macroF1' | 'inScopeAccuracy' | 'outOfScopeRecall' | 'outOfScopePrecision' | 'fitSeconds'
> & { engine: string; perSecond: number };

type Measured = {
  cell: Cell;
  round: number;
  figures: readonly Figures[];
  p50Ms: number;
  p99Ms: number;
  modelBytes: number;
};

/** Trains and tests the intent engine beside its peers on the same texts; a table, then one line of JSON. */
export async function benchUnderstanding(folder: string, options: UnderstandingOptions): Promise<string> {
  const { peers, missing } = await findPeers(folder, options.python);
  const measured: Measured[] = [];
  for (let round = 0; round < options.rounds; round++)
    for (const cell of await readCells(options.data, round, options)) {
      const one = await measure(cell, round, peers);
      measured.push(one);
      const each = one.figures.map((figures) => `${figures.engine} ${worded(figures)}`).join(', ');
      process.stderr.write(`${nameOf(one)}, round ${round + 1} of ${options.rounds}: ${each}\n`);
    }
  return report(measured, missing);
}

async function measure(cell: Cell, round: number, peers: readonly Peer[]): Promise<Measured> {
  const own = measureOwn(cell);
  const figures: Figures[] = [own.figures];
  for (const peer of peers) {
    const answer = await peer.answer(cell).catch((error: unknown) => {
      process.stderr.write(`${peer.name} gave nothing: ${error instanceof Error ? error.message : String(error)}\n`);
      return undefined;
    });
    if (!answer) figures.push({ ...nothing, engine: peer.name });
    else {
      const { labels, fitSeconds, perSecond } = answer;
      figures.push({ engine: peer.name, ...compare(cell, labels), fitSeconds, perSecond });
    }
  }
  return { ...own, cell, round, figures };
}

function measureOwn(cell: Cell) {
  const examples = cell.train.map(([text, label]) => ({ text, label }));
  const startedAt = cpuSeconds();
  const model = trainModel(examples, cell.outOfScope === undefined ? {} : { outOfScope: cell.outOfScope });
  const trainedAt = cpuSeconds();
  const times: number[] = [];
  const labels = cell.test.map(([text]) => {
    const askedAt = performance.now();
    const label = predictIntents(model, text)[0]?.intent ?? '';
    times.push(performance.now() - askedAt);
    return label;
  });
  const seconds = cpuSeconds() - trainedAt;
  return {
    figures: {
      engine: 'Peakdesk',
      ...compare(cell, labels),
      fitSeconds: trainedAt - startedAt,
      perSecond: cell.test.length / Math.max(seconds, 1e-9),
    },
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    modelBytes: encodeModel(model).length,
  };
}

function compare({ test, outOfScope }: Cell, labels: readonly string[]) {
  const { macroF1, inScopeAccuracy, outOfScopeRecall, outOfScopePrecision } = compareLabels(
    test.map(([, label]) => label),
    labels,
    outOfScope,
  );
  return { macroF1, inScopeAccuracy, outOfScopeRecall, outOfScopePrecision };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function report(measured: readonly Measured[], missing: readonly string[]): string {
  const rows = cellsOf(measured).map((same) => rowOf(same));
  const engines = rows[0]?.engines.map(({ engine }) => engine) ?? [];
  const head = [
    'understanding: in-scope accuracy % (macro-F1 %)'.padEnd(40),
    ...engines.map((name) => name.padStart(24)),
  ];
  const lines = rows.map(({ name, engines: each }) =>
    [name.padEnd(40), ...each.map((figures) => worded(figures).padStart(24))].join(''),
  );
  const notes = rows.map(
    ({ name, engines: each, p50Ms, p99Ms, modelBytes }) =>
      `  ${name}: p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms, model ${(modelBytes / 1e6).toFixed(1)} MB; ${each
        .map(
          ({ engine, fitSeconds, perSecond }) =>
            `${engine} ${fitSeconds.toFixed(1)} s to train, ${Math.round(perSecond)}/s`,
        )
        .join('; ')}`,
  );
  return `${[head.join(''), ...lines, ...notes, ...missing.map((text) => `  ${text}`), jsonLine(rows, measured)].join('\n')}\n`;
}

type Row = { name: string; engines: readonly Figures[]; p50Ms: number; p99Ms: number; modelBytes: number };

function cellsOf(measured: readonly Measured[]): Measured[][] {
  const groups = new Map<string, Measured[]>();
  for (const one of measured) {
    const name = nameOf(one);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()];
}

function nameOf({ cell }: Measured): string {
  return `${cell.collection}, ${cell.part}`;
}

/** Means over the rounds of one cell. */
function rowOf(same: readonly Measured[]): Row {
  const [first] = same;
  const mean = (read: (one: Measured) => number) => same.reduce((sum, one) => sum + read(one), 0) / same.length;
  const figure = (place: number, read: (figures: Figures) => number | null) =>
    mean((one) => read(one.figures[place] ?? nothing) ?? 0);
  const engines = (first?.figures ?? []).map(
    ({ engine, outOfScopeRecall }, place): Figures => ({
      engine,
      macroF1: figure(place, ({ macroF1 }) => macroF1),
      inScopeAccuracy: figure(place, ({ inScopeAccuracy }) => inScopeAccuracy),
      outOfScopeRecall: outOfScopeRecall === null ? null : figure(place, (each) => each.outOfScopeRecall),
      outOfScopePrecision: outOfScopeRecall === null ? null : figure(place, (each) => each.outOfScopePrecision),
      fitSeconds: figure(place, ({ fitSeconds }) => fitSeconds),
      perSecond: figure(place, ({ perSecond }) => perSecond),
    }),
  );
  return {
    name: first ? nameOf(first) : '',
    engines,
    p50Ms: mean(({ p50Ms }) => p50Ms),
    p99Ms: mean(({ p99Ms }) => p99Ms),
    modelBytes: mean(({ modelBytes }) => modelBytes),
  };
}

/** A peer that did not answer in time. */
const nothing: Figures = {
  engine: '',
  macroF1: 0,
  inScopeAccuracy: 0,
  outOfScopeRecall: null,
  outOfScopePrecision: null,
  fitSeconds: 0,
  perSecond: 0,
};

function worded({ inScopeAccuracy, macroF1, outOfScopeRecall, outOfScopePrecision, perSecond }: Figures): string {
  if (perSecond === 0) return '–';
  const percent = (share: number | null) => ((share ?? 0) * 100).toFixed(1);
  const outside = outOfScopeRecall === null ? '' : ` ${percent(outOfScopeRecall)}/${percent(outOfScopePrecision)}`;
  return `${percent(inScopeAccuracy)} (${percent(macroF1)})${outside}`;
}

/** The floor is the linear SVM's accuracy, mean over the cells; without it there is none. */
function jsonLine(rows: readonly Row[], measured: readonly Measured[]): string {
  const of = (row: Row, engine: string) => row.engines.find((each) => each.engine === engine)?.inScopeAccuracy ?? 0;
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const floor = mean(rows.map((row) => of(row, 'linear SVM')));
  const peakdesk = mean(rows.map((row) => of(row, 'Peakdesk')));
  const ratios = rows.map((row) => of(row, 'Peakdesk') / (of(row, 'linear SVM') || Number.POSITIVE_INFINITY));
  return JSON.stringify({
    name: 'understanding',
    floor,
    peakdesk,
    ratio: floor === 0 ? 0 : peakdesk / floor,
    worstRatio: Math.min(...ratios),
    p50Ms: quantile(
      measured.map(({ p50Ms }) => p50Ms),
      0.5,
    ),
    p99Ms: Math.max(...measured.map(({ p99Ms }) => p99Ms)),
    cells: rows,
  });
}
