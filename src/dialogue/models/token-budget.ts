import type { Clock } from '../../platform/index.ts';

/** Tokens that each shop may spend in an hour of the clock; what other processes have spent is learned from the ledger. */
export type TokenBudget = {
  /** Sets the tokens aside; undefined where the shop has not that many left. */
  reserve(shopId: string, tokens: number): { settle(spent: number): void } | undefined;
  /** What all other processes have spent in the hour that `hour` is in. */
  learn(shopId: string, hour: Date, spentElsewhere: number): void;
};

export const hourMs = 3_600_000;

export function createTokenBudget(clock: Clock, tokensPerHour: number): TokenBudget {
  let hour = -1;
  let spentBy = new Map<string, number>();
  let elsewhere = new Map<string, number>();
  const turnHour = () => {
    const now = Math.floor(clock.now().getTime() / hourMs);
    if (now === hour) return;
    hour = now;
    spentBy = new Map();
    elsewhere = new Map();
  };

  return {
    learn: (shopId, ofHour, spent) => {
      turnHour();
      if (Math.floor(ofHour.getTime() / hourMs) === hour) elsewhere.set(shopId, spent);
    },
    reserve: (shopId, tokens) => {
      turnHour();
      const spent = spentBy.get(shopId) ?? 0;
      if (spent + (elsewhere.get(shopId) ?? 0) + tokens > tokensPerHour) return undefined;
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
