import { rmSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
const output = join(root, '../dist/web');
const server = process.env.PEAKDESK_SERVER ?? 'http://localhost:8080';

export default defineConfig({
  root,
  base: '/',
  plugins: [react(), clearAssets()],
  // The widget's script lies in the same folder and is built apart.
  build: { outDir: output, emptyOutDir: false, target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 900 },
  server: {
    port: 5173,
    proxy: {
      '/api': server,
      '/files': server,
      '/demo': server,
      '/widget.js': server,
      '/realtime': { target: server, ws: true },
    },
  },
});

/** Hashed files of earlier builds would pile up. */
function clearAssets(): Plugin {
  return {
    name: 'clear-assets',
    apply: 'build',
    buildStart: () => rmSync(join(output, 'assets'), { recursive: true, force: true }),
  };
}
