// `npm start`: prepares the checkout, then runs the server in this process.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

await prepare();
process.argv.splice(2, 0, 'start');
await import(pathToFileURL(join(root, 'dist/cli.mjs')).href);
