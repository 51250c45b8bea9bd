// Builds one part of Peakdesk into dist/: the server and the command line, the agent workspace, the widget, the language models.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

const builders = { server: buildServer, workspace: buildWorkspace, widget: buildWidget, models: buildModels };

/** Builds a part by name. */
export async function buildPart(name) {
  mkdirSync(dist, { recursive: true });
  await builders[name]();
}

/** One file per entry; packages stay in node_modules. */
async function buildServer() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: { cli: join(root, 'src/cli/index.ts') },
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'server-[hash]',
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  });
}

async function buildWorkspace() {
  const { build } = await import('vite');
  await build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' });
}

/** The widget as one self-contained script without workspace code, and the demo shop's page around it; below `target`/web. */
export async function buildWidget(target = dist) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [join(root, 'web/widget/index.tsx')],
    outfile: join(target, 'web/widget.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2020'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    plugins: [minifiedStyles],
    logLevel: 'warning',
  });
  await build({
    entryPoints: [join(root, 'web/demo/demo.ts'), join(root, 'web/demo/demo.css')],
    outdir: join(target, 'web/demo'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2020'],
    charset: 'utf8',
    logLevel: 'warning',
  });
  copyFileSync(join(root, 'web/demo/index.html'), join(target, 'web/demo/index.html'));
}

/** Styles that a script imports as text (`./name.css?raw`), without blanks and comments. */
const minifiedStyles = {
  name: 'minified-styles',
  setup(building) {
    building.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { transform } = await import('esbuild');
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true, charset: 'utf8' });
      return { contents: code, loader: 'text' };
    });
  },
};

/** Trains the embedded understanding from its utterances; seconds, and only when they have changed. */
async function buildModels() {
  const result = spawnSync(process.execPath, [join(dist, 'cli.mjs'), 'nlu', 'train'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) throw new Error('the language models could not be trained');
}
