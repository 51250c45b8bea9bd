import { Command, CommanderError } from 'commander';
import { AppError, version } from '../platform/index.ts';
import { commands } from './commands/index.ts';

/** Exit statuses that scripts rely on: 0 done, 1 failed, 2 wrong use. */
const failed = 1;
const wrongUse = 2;

/** `peakdesk COMMAND`: results on stdout, everything else on stderr. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const program = new Command('peakdesk')
    .description('Open-source, self-hosted customer service for e-commerce shops')
    .version(version)
    .showHelpAfterError('(peakdesk COMMAND --help shows the options)')
    .exitOverride();
  for (const add of commands) add(program);
  for (const command of program.commands) overrideExit(command);
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    return report(error);
  }
}

function overrideExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) overrideExit(child);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongUse;
  if (error instanceof AppError) {
    process.stderr.write(`${error.message}\n`);
    return error.kind === 'invalid' ? wrongUse : failed;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return failed;
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});
const code = await runCommandLine(process.argv);
// A command that told its findings has set what it ends with.
if (code !== 0) process.exitCode = code;
// What a command that failed has left open must not keep it: whoever watches over a node starts it again when it ends.
if (code !== 0) setTimeout(() => process.exit(), 2_000).unref();
