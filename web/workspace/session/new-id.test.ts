import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newId } from './new-id.ts';

const workspace = join(import.meta.dirname, '..');

it('an id is made on pages without TLS, too', () => {
  const { randomUUID } = crypto;
  Reflect.set(crypto, 'randomUUID', undefined);
  try {
    expect(newId()).toMatch(/^[\da-f]{32}$/);
  } finally {
    Reflect.set(crypto, 'randomUUID', randomUUID);
  }
});

it('no screen asks for what only pages with TLS have', () => {
  const files = readdirSync(workspace, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('new-id'),
  );
  expect(files.filter((name) => readFileSync(join(workspace, name), 'utf8').includes('randomUUID'))).toEqual([]);
});
