import path from 'node:path';
import { AppError } from '../../platform/index.ts';
import { problemResponse, type ServerApp, type ServerContext } from '../http/answer-route.ts';
import { pagePolicy, securityHeaders } from '../http/security-headers.ts';
import type { ServerParts } from '../server-parts.ts';
import { createStaticFiles, type StaticFile } from './static-files.ts';

/** Pages by address, and the file of each: the workspace decides by itself what its paths show. */
const pageFiles: Readonly<Record<string, readonly string[]>> = {
  '/demo': ['demo.html', 'demo/index.html'],
};
const workspacePage = ['index.html'];

/** Serves the built pages: files as they are, the demo shop, and the workspace for every other address of a page. */
export function servePages(app: ServerApp, parts: ServerParts): void {
  const files = createStaticFiles(path.join(parts.ground.folder, 'dist/web'));
  app.get('*', async (context) => {
    const { path: urlPath } = context.req;
    const file = urlPath === '/' || pageFiles[urlPath] ? undefined : await files.find(urlPath);
    if (file) return await fileResponse(context, file);
    if (/\.[a-z0-9]{1,8}$/i.test(urlPath) || urlPath.startsWith('/api/'))
      return problemResponse(context, new AppError('not-found', 'no such address'), parts);
    for (const name of pageFiles[urlPath] ?? workspacePage) {
      const page = await files.find(name);
      if (page) return await fileResponse(context, page);
    }
    return context.text('The pages are not built yet: run `npm start` once, or build dist/web.', 503);
  });
}

async function fileResponse(context: ServerContext, file: StaticFile): Promise<Response> {
  const isPage = file.contentType.startsWith('text/html');
  const isScript = file.contentType.startsWith('text/javascript');
  const headers: Record<string, string> = {
    ...securityHeaders,
    'content-type': file.contentType,
    etag: file.etag,
    'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'Accept-Encoding',
    ...(isPage ? { 'content-security-policy': pagePolicy(context.req.header('host') ?? 'localhost') } : {}),
    // The widget's script is loaded by the shops' own pages.
    ...(isScript ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
    ...(file.contentType.startsWith('image/svg')
      ? { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" }
      : {}),
  };
  if (context.req.header('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  const accepted = context.req.header('accept-encoding') ?? '';
  for (const encoding of ['br', 'gzip'] as const) {
    const bytes = accepted.includes(encoding) ? await file.compressed(encoding) : undefined;
    if (bytes) return new Response(bytes, { headers: { ...headers, 'content-encoding': encoding } });
  }
  return new Response(file.bytes, { headers });
}
