import { weights } from './likelihood.ts';

/** What the understanding took a question for: the intent, or the possible intents with their probabilities. */
export type AskedIntents = string | ReadonlyMap<string, number>;

type Kind = { intent: string; family: string };

/**
 * How well each entry's intent agrees with what is asked, by the entry's place. The entries' intents are prepared once; for one question
 * entries of one intent are compared once.
 */
export function agreementReader(wanted: readonly string[]): (intents: AskedIntents) => (owner: number) => number {
  const kinds = [...new Set(wanted)].map(kindOf);
  const places = new Map(kinds.map(({ intent }, place) => [intent, place]));
  const placeOf = wanted.map((intent) => places.get(intent) ?? -1);
  return (intents) => {
    const agreement = agreementWith(intents);
    const known: (number | undefined)[] = [];
    return (owner) => {
      const place = placeOf[owner] ?? -1;
      const kind = kinds[place];
      if (kind === undefined) return 0;
      const found = known[place] ?? agreement(kind);
      known[place] = found;
      return found;
    };
  };
}

/**
 * 1 same intent, 0.5 same family ("return.policy" and "return.freight"), else 0; over several possible intents what they
 * are worth together by their probabilities, on the scale of the evidence.
 */
function agreementWith(intents: AskedIntents): (wanted: Kind) => number {
  if (typeof intents === 'string') {
    const asked = kindOf(intents);
    return (wanted) => kinship(asked, wanted);
  }
  const asked = [...intents].map(([intent, probability]) => ({ ...kindOf(intent), probability }));
  return (wanted) => {
    let worth = 1;
    for (const one of asked) worth += one.probability * (Math.exp(weights.agreement * kinship(one, wanted)) - 1);
    return Math.log(worth) / weights.agreement;
  };
}

function kinship(first: Kind, second: Kind): number {
  if (first.intent === second.intent) return 1;
  return first.family === second.family ? 0.5 : 0;
}

function kindOf(intent: string): Kind {
  const [family = ''] = intent.split('.');
  return { intent, family };
}
