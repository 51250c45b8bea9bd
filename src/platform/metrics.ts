import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of one process; asking twice for a name gives the same metric. */
export type Metrics = {
  registry: Registry;
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  gauge(name: string, help: string, labels?: readonly string[]): Gauge;
  /** Seconds; buckets from 1 ms to 60 s unless given. */
  histogram(name: string, help: string, labels?: readonly string[], buckets?: readonly number[]): Histogram;
  /** Text in Prometheus format. */
  text(): Promise<string>;
};

/** Makes an own registry, so that two apps in one test do not share counters. Names get the prefix `peakdesk_`. */
export function createMetrics(options: { withProcessMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.withProcessMetrics === true) collectDefaultMetrics({ register: registry });
  const base = (name: string, help: string, labels: readonly string[]) => ({
    name: `peakdesk_${name}`,
    help,
    labelNames: [...labels],
    registers: [registry],
  });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();

  return {
    registry,
    counter: (name, help, labels = []) => madeOnce(counters, name, () => new Counter(base(name, help, labels))),
    gauge: (name, help, labels = []) => madeOnce(gauges, name, () => new Gauge(base(name, help, labels))),
    histogram: (name, help, labels = [], buckets = secondsBuckets) =>
      madeOnce(histograms, name, () => new Histogram({ ...base(name, help, labels), buckets: [...buckets] })),
    text: () => registry.metrics(),
  };
}

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

function madeOnce<Metric>(made: Map<string, Metric>, name: string, make: () => Metric): Metric {
  const known = made.get(name);
  if (known !== undefined) return known;
  const metric = make();
  made.set(name, metric);
  return metric;
}
