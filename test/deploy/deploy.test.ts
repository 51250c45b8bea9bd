import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configTable } from '../../src/platform/index.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const chart = 'deploy/helm/peakdesk';
const templates = Object.fromEntries(
  readdirSync(join(root, chart, 'templates')).map((name) => [name, read(`${chart}/templates/${name}`)]),
);
const values = read(`${chart}/values.yaml`);
const numberOf = (name: string) => Number(new RegExp(`^\\s*${name}: (\\d+)`, 'm').exec(values)?.[1]);

describe('what stands in deploy/', () => {
  it('sets only variables that Peakdesk knows', () => {
    const known = new Set<string>(configTable.map((row) => row.name));
    const set = [
      ...(templates['deployment.yaml'] ?? '').matchAll(/- name: (PEAKDESK_\w+)/g),
      ...read('deploy/compose.yaml').matchAll(/^ {4}(PEAKDESK_\w+|DATABASE_URL|NATS_URL):/gm),
      ...read('deploy/Dockerfile').matchAll(/ (PEAKDESK_\w+)=/g),
    ].map((match) => match[1] ?? '');
    expect(set.length).toBeGreaterThan(5);
    // The proxy's own variable, not a node's.
    expect(set.filter((name) => !known.has(name) && name !== 'PEAKDESK_HOSTNAME')).toEqual([]);
  });

  it('scales by figures that the nodes show', () => {
    const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => read(`src/${name}`))
      .join('\n');
    const metrics = [...(templates['autoscaler.yaml'] ?? '').matchAll(/name: peakdesk_(\w+)/g)].map(
      (match) => match[1],
    );
    expect(metrics.length).toBeGreaterThan(2);
    expect(metrics.filter((name) => !source.includes(`gauge('${name}'`))).toEqual([]);
  });

  it('leaves a node the time to go: saying so, windows, turns', () => {
    const afterDrain = 18;
    expect(numberOf('terminationGraceSeconds')).toBeGreaterThan(numberOf('drainSeconds') + afterDrain);
    expect(Number(/stop_grace_period: (\d+)s/.exec(read('deploy/compose.yaml'))?.[1])).toBeGreaterThan(5 + afterDrain);
  });

  it('runs as nobody in particular, may do nothing but serve, and knows nothing of the names of services', () => {
    const pod = templates['deployment.yaml'] ?? '';
    for (const line of [
      'runAsNonRoot: true',
      'readOnlyRootFilesystem: true',
      'allowPrivilegeEscalation: false',
      'drop: [ALL]',
      'automountServiceAccountToken: false',
      'enableServiceLinks: false',
      'path: /readyz',
      'maxUnavailable: 0',
    ])
      expect(pod).toContain(line);
    expect(read('deploy/Dockerfile')).toMatch(/^USER node$/m);
  });

  it('opens and closes every block of the templates', () => {
    for (const [name, text] of Object.entries(templates)) {
      const opened = [...text.matchAll(/{{-? *(if|with|range|define)\b/g)].length;
      const closed = [...text.matchAll(/{{-? *end\b/g)].length;
      expect([name, opened]).toEqual([name, closed]);
      expect([name, text.includes('\t')]).toEqual([name, false]);
    }
  });
});
