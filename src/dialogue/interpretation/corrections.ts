import type { Command, SlotValue } from '../types.ts';
import { valuesOf } from './message-slots.ts';
import { clearOtherWish } from './other-wish.ts';
import { changedLines, namedSlots, type Reading, type Running } from './running-flow.ts';
import type { WishContext } from './wishes.ts';
import { steeringWords } from './words.ts';

/** New values for slots that are known already: another order, more lines, another way to pay. */
export function correctionsIn(running: Running, reading: Reading, context: WishContext): readonly Command[] {
  const text = reading.text.toLowerCase();
  const { run, definition } = running;
  const isNewWish =
    clearOtherWish(running, context.understanding) !== undefined && !steeringWords.correction.test(text);
  const order = definition.slots.order === undefined || isNewWish ? undefined : correctedOrder(running, text, context);
  if (order !== undefined) return [{ kind: 'correct-slot', slot: 'order', value: order }];
  const words = { isOnly: steeringWords.onlyThese.test(text), isExcept: steeringWords.exceptThese.test(text) };
  const lines = changedLines(running, reading, words);
  const isCorrecting = steeringWords.correction.test(text) || run.results !== undefined;
  const named = isCorrecting ? namedSlots(running, reading) : {};
  const { lines: _lines, ...others } = named;
  const slots = { ...others, ...(lines === undefined ? {} : { lines }) };
  const open = context.state.expecting?.slot;
  return Object.entries(slots)
    .filter(([slot]) => slot !== open)
    .map(([slot, value]) => ({ kind: 'correct-slot' as const, slot, value }));
}

function correctedOrder({ run }: Running, text: string, { understanding }: WishContext): SlotValue | undefined {
  const known = run.slots.order;
  if (typeof known !== 'string') return undefined;
  const named = valuesOf(understanding, 'order-number').find((one) => one !== known);
  const isElsewhere = /same as|address (of|from)|和.{0,12}一样|跟.{0,12}一样/.test(text);
  if (named !== undefined) return isElsewhere ? undefined : named;
  return steeringWords.otherOrder.test(text) ? `other:${known}` : undefined;
}
