import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { currentTraceId, inSpan, startTracing } from './tracing.ts';

test('without a collector spans cost nothing and have no trace id', async () => {
  const tracing = await startTracing({ endpoint: undefined, serviceVersion: '1' });
  expect(await inSpan('turn', {}, async () => currentTraceId())).toBeUndefined();
  await tracing.stop();
});

test('with a collector spans arrive there, errors too, and the trace id is known inside', async () => {
  const paths: string[] = [];
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    paths.push(request.url ?? '');
    request.on('data', (part: Buffer) => bodies.push(part.toString('latin1'))).on('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const address = collector.address();
  const endpoint = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`;

  const tracing = await startTracing({ endpoint, serviceVersion: '1' });
  const failing = inSpan('turn', { shop: 'demo' }, async () => {
    expect(currentTraceId()).toMatch(/^[0-9a-f]{32}$/);
    throw new Error('no luck');
  });
  await expect(failing).rejects.toThrow('no luck');
  await tracing.stop();
  collector.closeAllConnections();
  collector.close();
  expect(paths).toEqual(['/v1/traces']);
  for (const word of ['peakdesk', 'turn', 'demo', 'no luck']) expect(bodies.join('')).toContain(word);
});
