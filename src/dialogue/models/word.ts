import type { WordRequest } from './gateway-types.ts';
import { createMask, knownOfFacts, knownOfPlan, orderPatterns } from './mask.ts';
import type { ModelCalls } from './model-calls.ts';
import { wordSystemPrompt, wordUserPrompt } from './prompts/word-prompt.ts';
import { createSentenceCutter } from './sentences.ts';

/** Longer replies are better as they are than reworded late. */
const longestTemplate = 2000;

/** A plan's text in a model's words, personal data put back; the caller's guard checks it. Undefined is any failure. */
export async function wordByModel(
  request: WordRequest,
  ask: ModelCalls['ask'],
  refused: () => void,
  onSentence: (text: string) => void = () => {},
): Promise<string | undefined> {
  const { templateText } = request;
  if (templateText.trim() === '' || templateText.length > longestTemplate) return undefined;
  const { plan, facts } = request;
  const mask = createMask(
    [...knownOfPlan(plan), ...(facts === undefined ? [] : knownOfFacts(facts))],
    orderPatterns(facts?.store.orderNumberPatterns ?? []),
  );
  const sentences = createSentenceCutter();
  let isLying = false;
  const tell = (sentence: string) => {
    const restored = mask.restore(sentence);
    isLying ||= restored === undefined;
    if (restored !== undefined && !isLying && restored.trim() !== '') onSentence(restored);
  };
  const reply = await ask({
    task: 'word',
    shopId: request.shopId,
    system: wordSystemPrompt(request),
    user: wordUserPrompt(request, mask.hide),
    temperature: 0.4,
    maxTokens: Math.max(200, templateText.length * 2),
    // The guard lets three times the template's length through; hidden values may be longer than their placeholders.
    maxCharacters: Math.max(600, templateText.length * 4),
    read: (whole) => whole.trim() !== '',
    onText: (text) => {
      for (const sentence of sentences.feed(text)) tell(sentence);
    },
  });
  if (reply === undefined) return undefined;
  tell(sentences.rest());
  const text = mask.restore(reply)?.trim();
  if (text === undefined) refused();
  return text;
}
