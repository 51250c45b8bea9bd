import { AppError } from '../platform/index.ts';

/** Gathers an option that may be repeated. */
export function collectSetting(value: string, before: string[]): string[] {
  return [...before, value];
}

/** `key=value` texts as settings; AppError 'invalid' for one that is not. */
export function readSettings(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at <= 0) throw new AppError('invalid', `--set: '${text}' is not key=value`, { field: 'set' });
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
