import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
const section = (title: string) => text.split(/^## /m).find((part) => part.startsWith(title)) ?? '';
const inBackticks = (part: string) => [...part.matchAll(/`([^`]+)`/g)].flatMap((match) => match[1] ?? []);

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
  .join('\n');

/** A type's member is written `Channel.receive`; words in sentences with blanks are no names. */
const isName = (word: string) => /^[A-Za-z]+(\.[a-z][A-Za-z]*)?$/.test(word);

function exists(name: string): boolean {
  const [owner, member] = name.split('.');
  if (member !== undefined)
    return (
      new RegExp(`export (type|class) ${owner}\\b`).test(sources) &&
      new RegExp(`\\b${member}\\(|${member}:`).test(sources)
    );
  return new RegExp(`export (async )?(function\\*?|const|type|class) ${name}\\b`).test(sources);
}

describe('ARCHITECTURE.md', () => {
  const walk = inBackticks(section('The walk of one message'));

  it('names functions of the walk that exist', () => {
    const names = walk.filter((word) => isName(word) && !decisions.has(word));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !exists(name))).toEqual([]);
  });

  it('names files that exist', () => {
    const files = inBackticks(text).filter((word) => /^(src|web|test)\/[\w/.-]+\.(ts|tsx|json)$/.test(word));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('lists every room of src once', () => {
    const firstColumn = section('Rooms')
      .split('\n')
      .flatMap((line) => (line.startsWith('| `') ? [line.split('|')[1] ?? ''] : []));
    const told = firstColumn.flatMap(inBackticks).flatMap((word) => (word.endsWith('/') ? [word.slice(0, -1)] : []));
    const rooms = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(told.toSorted()).toEqual(rooms.toSorted());
  });
});

/** What `decide` decides, and steps of a flow: values, not functions. */
const decisions = new Set([
  'answer',
  'ask',
  'act',
  'hand-off',
  'wait',
  'close',
  'perform',
  'overtaken',
  'dialogue',
  'seq',
]);
