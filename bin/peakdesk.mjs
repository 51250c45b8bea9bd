#!/usr/bin/env node
// `npx peakdesk COMMAND`: prepares the checkout if needed, then runs the command. Only the command writes to stdout.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from '../scripts/prepare.mjs';

await prepare();
await import(pathToFileURL(join(root, 'dist/cli.mjs')).href);
