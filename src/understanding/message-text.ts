import { type TextFeatures, textFeatures } from './intent/text-features.ts';
import { type NormalizedText, normalizeText } from './normalize/normalize-text.ts';

/**
 * One message's text on its way through the readers. It is normalised once, and what several of them want of it is made when the
 * first one asks and then kept here, with the message, for the others.
 */
export type MessageText = NormalizedText & {
  /** What the trained models read of it; cutting into words is the dear part. */
  readonly features: TextFeatures;
};

/** Normalises a message for its readers. Never throws, whatever the text. */
export function readMessageText(original: string): MessageText {
  const normalized = normalizeText(original);
  let features: TextFeatures | undefined;
  return {
    ...normalized,
    get features() {
      features ??= textFeatures(normalized.text);
      return features;
    },
  };
}
