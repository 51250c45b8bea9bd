import type { ShopId } from '../platform/index.ts';
import type { Receiver, WalkParts } from '../walk/index.ts';
import type { ScenarioShop } from './scenario.ts';

/**
 * What conversations are played on: the whole product on a throw-away database with both shops and a clock that stands
 * still. It is built by whoever may build the product (a command, a test).
 */
export type Stage = {
  walk: WalkParts;
  receiver: Receiver;
  shops: Readonly<Record<ScenarioShop, ShopId>>;
  /** Moment at which the shops were made. */
  madeAt: Date;
  setClock(at: Date): void;
  /** Resolves when no turn is due and nothing waits to be told. */
  settle(): Promise<void>;
  /** Errors of the product since the last call. */
  takeProblems(): readonly string[];
};
