import type { Command } from 'commander';
import { startEverything } from '../../main.ts';
import { readConfig } from '../../platform/index.ts';
import { projectFolder } from '../project-folder.ts';

/** `start`: the server, until Ctrl-C or SIGTERM. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('start the server (embedded database, demo shop on the first run)')
    .action(async () => {
      await startEverything(readConfig(process.env), projectFolder());
    });
}
