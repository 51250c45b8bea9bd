import texts from './refusal-texts.json' with { type: 'json' };

/** Why a part of a file was not taken: a key for screens in any language, with the same in English for logs and the command line. */
export type RefusalReason = {
  key: RefusalKey;
  parameters: Readonly<Record<string, string | number>>;
  reason: string;
};

export type RefusalKey = keyof typeof texts;

/** The reason of this key; `{name}` in its text is filled from the parameters. */
export function because(key: RefusalKey, parameters: RefusalReason['parameters'] = {}): RefusalReason {
  const reason = texts[key].replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(parameters[name] ?? ''));
  return { key, parameters, reason };
}
