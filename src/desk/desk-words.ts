import type { Fact } from '../commerce/index.ts';
import type { ReplyLanguage } from '../conversations/index.ts';
import type { KnowledgeAnswer } from '../knowledge/index.ts';
import type { TurnTrace } from '../walk/index.ts';

/** Words that the desk needs for what the rules and the shop's system answer by keys. */
export type DeskWords = {
  /** A verdict's or outcome's key with its parameters, as a sentence. */
  sentence(
    saying: { key: string; parameters: Readonly<Record<string, string | number>>; facts: readonly Fact[] },
    context: { language: ReplyLanguage; timeZone: string; currency: string },
  ): string;
  /** An answer from knowledge as a customer would read it; undefined where there is nothing to say. */
  answer(
    answer: KnowledgeAnswer,
    context: { language: ReplyLanguage; timeZone: string; currency: string },
  ): string | undefined;
  /** Why a turn answered as it did, one thought per sentence. */
  explain(trace: TurnTrace, language: ReplyLanguage): readonly string[];
};
