import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { foreignNames, mayImport, pureFiles } from './rooms.ts';

const root = join(import.meta.dirname, '../..');
const source = join(root, 'src');

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g),
  ].map((match) => match[1] ?? match[2] ?? '');
}

const codeFiles = filesBelow(source).filter((path) => path.endsWith('.ts'));
const ownFiles = codeFiles.filter((path) => !/\.(test|test-suite)\.ts$|\/testing\.ts$|\/testing\//.test(path));
const webFiles = filesBelow(join(root, 'web')).filter((path) => /\.tsx?$/.test(path));
const roomOf = (path: string) => relative(source, path).split('/')[0] ?? '';

describe('the arrows between rooms', () => {
  it('go down only, and a room is entered by its index.ts', () => {
    const wrong: string[] = [];
    for (const path of ownFiles) {
      const room = roomOf(path);
      for (const imported of importsOf(path).filter((name) => name.startsWith('.'))) {
        const target = normalize(join(dirname(path), imported));
        if (!target.startsWith(source)) continue;
        const targetRoom = roomOf(target);
        if (targetRoom === room) continue;
        const inside = relative(join(source, targetRoom), target);
        const isDoor = inside === '' || inside === 'index.ts' || inside === 'models/index.ts';
        if (!(mayImport[room] ?? []).includes(targetRoom) || !isDoor)
          wrong.push(`${relative(root, path)} → ${relative(root, target)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('let the browser take types from the server through web/api only', () => {
    const wrong = webFiles.filter(
      (path) => !path.startsWith(join(root, 'web/api/')) && importsOf(path).some((name) => /(^|\/)src\//.test(name)),
    );
    expect(wrong.map((path) => relative(root, path))).toEqual([]);
  });

  it('are listed for every room that exists', () => {
    const rooms = readdirSync(source).filter((name) => !name.endsWith('.ts') || name in mayImport);
    expect(rooms.filter((room) => !(room in mayImport))).toEqual([]);
  });
});

describe('pure files', () => {
  it('have no store, no clock and no network', () => {
    const impure =
      /\bfetch\(|new Date\(\)|Date\.now\(\)|Math\.random\(|node:(fs|net|http|child_process)|\bsql`|performance\.now/;
    const wrong = ownFiles
      .filter((path) => pureFiles.some((pattern) => pattern.test(relative(source, path))))
      .filter((path) => impure.test(readFileSync(path, 'utf8')));
    expect(wrong.map((path) => relative(root, path))).toEqual([]);
  });
});

describe('names of platforms', () => {
  it.each(foreignNames)('$name stands in its folder and the one list only', ({ name, allowed }) => {
    const wrong = ownFiles
      .filter((path) => name.test(readFileSync(path, 'utf8')))
      .map((path) => relative(source, path))
      .filter((path) => !allowed.some((pattern) => pattern.test(path)));
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  const lengths = (paths: readonly string[]) =>
    paths.map((path) => ({ path: relative(root, path), lines: readFileSync(path, 'utf8').split('\n').length }));

  it('have at most 400 lines, tests 600', () => {
    const tooLong = [
      ...lengths([...ownFiles, ...webFiles.filter((path) => !/\.test\./.test(path))]).filter(
        (file) => file.lines > 400,
      ),
      ...lengths([...codeFiles, ...webFiles].filter((path) => /\.test\./.test(path))).filter(
        (file) => file.lines > 600,
      ),
    ];
    expect(tooLong).toEqual([]);
  });

  it('say no swear words of a type checker: no any, no ts-ignore', () => {
    const wrong = [...codeFiles, ...webFiles].filter((path) =>
      /:\s*any\b|@ts-(ignore|nocheck)/.test(readFileSync(path, 'utf8')),
    );
    expect(wrong.map((path) => relative(root, path))).toEqual([]);
  });
});
