import type { Clock } from '../../platform/index.ts';

/** Tokens that each shop may spend in an hour of the clock, counted in this process. */
export type TokenBudget = {
  /** Sets the tokens aside; undefined where the shop has not that many left. */
  reserve(shopId: string, tokens: number): { settle(spent: number): void } | undefined;
};

const hourMs = 3_600_000;

export function createTokenBudget(clock: Clock, tokensPerHour: number): TokenBudget {
  let hour = -1;
  let spentBy = new Map<string, number>();

  return {
    reserve: (shopId, tokens) => {
      const now = Math.floor(clock.now().getTime() / hourMs);
      if (now !== hour) {
        hour = now;
        spentBy = new Map();
      }
      const spent = spentBy.get(shopId) ?? 0;
      if (spent + tokens > tokensPerHour) return undefined;
      const ofThisHour = spentBy;
      ofThisHour.set(shopId, spent + tokens);
      return {
        settle: (actual) => {
          ofThisHour.set(shopId, (ofThisHour.get(shopId) ?? 0) - tokens + actual);
        },
      };
    },
  };
}

/** Rough count for servers that do not tell: a Chinese sign is a token, four other signs are one. Rather too many than too few. */
export function estimateTokens(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han + Math.ceil((text.length - han) / 4);
}
