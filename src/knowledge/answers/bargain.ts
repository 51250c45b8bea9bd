import type { Answerer } from './answerer.ts';
import { answerPriceInquiry } from './price-inquiry.ts';

/**
 * What is there to say to "咋这么贵": what it costs now and what runs for it; the shop's own approved words go first, and nothing is
 * promised.
 */
export const answerBargain: Answerer = (asked, shop) => {
  const answer = asked.products.length === 1 ? answerPriceInquiry(asked, shop) : undefined;
  return answer === undefined ? undefined : { ...answer, isSure: false };
};
