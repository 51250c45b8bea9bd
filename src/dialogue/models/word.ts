import { createSentenceCutter } from '../wording/split-sentences.ts';
import type { OnSentence, WordRequest } from './gateway-types.ts';
import { createMask, knownOfFacts, knownOfPlan, type Mask, orderPatterns } from './mask.ts';
import type { ModelCalls } from './model-calls.ts';
import { wordPromptVersion, wordSystemPrompt, wordUserPrompt } from './prompts/word-prompt.ts';

/** Longer replies are better as they are than reworded late. */
const longestTemplate = 2000;

/** A plan's text in a model's words, personal data put back; the caller's guard checks it. Undefined is any failure. */
export async function wordByModel(
  request: WordRequest,
  ask: ModelCalls['ask'],
  refused: () => void,
  onSentence: OnSentence = () => true,
): Promise<string | undefined> {
  const { templateText, plan, facts } = request;
  if (templateText.trim() === '' || templateText.length > longestTemplate) return undefined;
  const mask = createMask(
    [...knownOfPlan(plan), ...(facts === undefined ? [] : knownOfFacts(facts))],
    orderPatterns(facts?.store.orderNumberPatterns ?? []),
  );
  const reader = sentenceReader(mask, onSentence);
  const reply = await ask({
    task: 'word',
    shopId: request.shopId,
    promptVersion: wordPromptVersion,
    ...(request.timeLeft === undefined ? {} : { timeLeft: request.timeLeft }),
    ...(request.onCall === undefined ? {} : { onCall: request.onCall }),
    system: wordSystemPrompt(request),
    user: wordUserPrompt(request, mask.hide, { withCustomer: !isForEverybody(request, mask) }),
    temperature: 0.4,
    maxTokens: Math.max(200, templateText.length * 2),
    // The guard lets three times the template's length through; hidden values may be longer than their placeholders.
    maxCharacters: Math.max(600, templateText.length * 4),
    read: (whole) => whole.trim() !== '',
    onText: reader.feed,
    ...(request.isRight === undefined ? {} : { reuse: reuseOf(request) }),
  });
  if (reply === undefined || !reader.end()) return undefined;
  const text = mask.restore(reply.text)?.trim();
  if (text === undefined) refused();
  else if (request.isRight?.(text)) reply.keep();
  return text;
}

/**
 * An answer without anything personal is worded without the customer's own words, so that it can be given to the next one who means the
 * same; who is upset or asks about an order gets words for this one message.
 */
function isForEverybody({ templateText, plan }: WordRequest, mask: Mask): boolean {
  return !plan.isSoothing && mask.hide(templateText) === templateText;
}

function reuseOf({ plan }: WordRequest): { versions: readonly string[]; until: number } {
  const ends = plan.facts.flatMap(({ validTo }) => (validTo === undefined ? [] : [Date.parse(validTo)]));
  return {
    versions: plan.facts.map(({ id, value, validFrom = '', validTo = '' }) => `${id}=${value}@${validFrom}/${validTo}`),
    until: Math.min(Number.MAX_SAFE_INTEGER, ...ends.filter(Number.isFinite)),
  };
}

/** Gives finished sentences on, with the hidden values put back, until one names what was never hidden or nobody wants more. */
function sentenceReader(mask: Mask, onSentence: OnSentence): { feed(text: string): boolean; end(): boolean } {
  const sentences = createSentenceCutter();
  let goesOn = true;
  const tell = (sentence: string) => {
    if (!goesOn || sentence === '') return;
    const restored = mask.restore(sentence);
    goesOn = restored !== undefined && (restored.trim() === '' || onSentence(restored));
  };
  return {
    feed: (text) => {
      for (const sentence of sentences.feed(text)) tell(sentence);
      return goesOn;
    },
    end: () => {
      tell(sentences.rest());
      return goesOn;
    },
  };
}
