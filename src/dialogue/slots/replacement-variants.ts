import type { OrderLine, Product } from '../../commerce/index.ts';
import { lineLabel, optionsText } from '../order-words.ts';
import { say } from '../step-context.ts';
import type { Choice, Saying, SlotValue } from '../types.ts';
import { fittingVariants, missingVariant } from './fitting-variants.ts';
import { placeOfLine } from './mentions.ts';
import { choiceNamed, isList, isRecord, listOf, type SlotContext, type SlotReader, textOf } from './slot-reader.ts';
import { namesWord, wordsOf } from './variant-words.ts';

/**
 * For each line of the slot `lines` the variant of the same product that it becomes, as line id → variant id; partial until
 * every line has one. The action gets them as a list in the order of the lines.
 */
export const replacementVariantsReader: SlotReader = {
  read(value, context) {
    const known = knownVariants(context);
    const chosen = isList(value) ? byPosition(value, context) : { ...known, ...choose(textOf(value), context) };
    if (JSON.stringify(chosen) === JSON.stringify(known))
      return { ok: false, problem: problemOf(textOf(value), context) };
    return { ok: true, value: chosen, isPartial: !isWhole(chosen, context) };
  },
  options: (context) => {
    const line = openLine(context);
    return line === undefined ? [] : variantChoices(line, context);
  },
  fill: (context) => {
    const chosen = choose(context.said, context);
    return Object.keys(chosen).length === 0 ? undefined : { value: chosen, isPartial: !isWhole(chosen, context) };
  },
  isComplete: (_value, context) => isWhole(knownVariants(context), context),
  unfit: (context) => {
    const line = openLine(context);
    const product = line && context.facts.findProduct(line.productId);
    const last = context.said.split('\n').at(-1) ?? '';
    if (line === undefined || product === undefined) return undefined;
    return otherGoodsWanted(last, line, context) ?? missingSaying(last, line, product);
  },
  question: (context) => {
    const line = openLine(context);
    if (line === undefined) return say(context.slot.ask, { item: '' });
    const item = lineLabel(line, context.facts.findProduct);
    return say(namesPresent(context.said, line, context) ? 'ask.variant-other' : context.slot.ask, { item });
  },
};

/** Says that the very variant asked for is sold out, or was never made. */
function missingSaying(text: string, line: OrderLine, product: Product): Saying | undefined {
  const missing = missingVariant(text, line, product);
  if (missing === undefined) return undefined;
  const wanted = optionsText(missing.options, product);
  return say(missing.exists ? 'invalid.variant-sold-out' : 'invalid.variant-not-made', { wanted });
}

/** Only the same article can take a piece's place; other goods are said to be none ("换成那款大衣"). */
function otherGoodsWanted(said: string, line: OrderLine, { facts, run }: SlotContext): Saying | undefined {
  const wanted = /(?:换成|换个|换一|换|改成|\b(?:for|to|into|with)\b)(.*)$/.exec(said)?.[1];
  const product = facts.findProduct(line.productId);
  if (wanted === undefined || product === undefined || wanted.trim().length < 2) return undefined;
  const named = listOf(run.slots['?products']).filter((id) => id !== line.productId);
  const isNamed = named.some((id) => placesOfProduct(wanted, id, facts));
  return isNamed || saysOtherArticle.test(wanted)
    ? say('invalid.variant-same-product', { item: lineLabel(line, facts.findProduct) })
    : undefined;
}

/** Words for another article, whatever the catalogue calls it. */
const saysOtherArticle =
  /(?:别的|其他|另外的?|另一)(?:商品|东西|产品|款式的?衣服)|(?:你家|你们家?|店里)(?:的|那|这)|\b(?:a |an(?:other)? )?different (?:product|article)\b/;

function placesOfProduct(text: string, productId: string, { findProduct }: SlotContext['facts']): boolean {
  const product = findProduct(productId);
  const names = [...Object.values(product?.name ?? {}), ...(product?.nicknames ?? [])];
  return names.some((name) => name.length > 1 && text.includes(name.toLowerCase()));
}

/** The last words name what the piece is already ("换白色" of a white one). */
function namesPresent(said: string, line: OrderLine, { facts }: SlotContext): boolean {
  const product = facts.findProduct(line.productId);
  const last = said.split('\n').at(-1) ?? '';
  if (product === undefined || !/换|改|change|exchange|swap/.test(last)) return false;
  const isNamed = (value: string) =>
    wordsOf(value, product).some((word) => namesWord(last, word) || isColourOf(word, last));
  return Object.values(line.options).some(isNamed) && fittingVariants(last, line, product).length === 0;
}

/** "白色" is the colour of "云母白". */
function isColourOf(word: string, text: string): boolean {
  const colour = /[黑白红蓝绿黄粉紫灰棕橙米银金青]$/u.exec(word)?.[0];
  return colour !== undefined && text.includes(`${colour}色`);
}

/** The chosen variants in the order of the lines, as the shop's system wants them. */
export function variantList(lines: SlotValue | undefined, chosen: SlotValue | undefined): readonly string[] {
  const byLine = isRecord(chosen) ? chosen : {};
  return listOf(lines).flatMap((line) => byLine[line] ?? []);
}

type Chosen = Readonly<Record<string, string>>;

function choose(text: string, context: SlotContext): Chosen {
  const lines = wantedLines(context);
  const parts = partsPerLine(text, lines, context);
  const pairs = lines.flatMap((line, at) => {
    const part = parts[at];
    const variantId = part === undefined || part === '' ? undefined : chooseOne(part, line, context);
    return variantId === undefined ? [] : [[line.lineId, variantId] as const];
  });
  return Object.fromEntries(pairs);
}

/** A list names one variant per line, by id or by its options. */
function byPosition(values: readonly string[], context: SlotContext): Chosen {
  const pairs = wantedLines(context).flatMap((line, at) => {
    const variantId = chooseOne(values[at] ?? '', line, context);
    return variantId === undefined ? [] : [[line.lineId, variantId] as const];
  });
  return { ...knownVariants(context), ...Object.fromEntries(pairs) };
}

function knownVariants({ run, name }: SlotContext): Chosen {
  const value = run.slots[name];
  return isRecord(value) ? value : {};
}

function isWhole(chosen: Chosen, context: SlotContext): boolean {
  const lines = wantedLines(context);
  return lines.length > 0 && lines.every((line) => isVariantOf(chosen[line.lineId], line, context));
}

function chooseOne(text: string, line: OrderLine, context: SlotContext): string | undefined {
  const product = context.facts.findProduct(line.productId);
  if (product === undefined) return undefined;
  const direct = product.variants.find((variant) => variant.variantId === text.trim() && variant.isAvailable);
  if (direct !== undefined) return direct.variantId;
  const isSame = sameVariantPattern.test(text.toLowerCase());
  if (isSame && product.variants.some((one) => one.variantId === line.variantId && one.isAvailable))
    return line.variantId;
  const chosenId = knownVariants(context)[line.lineId];
  const present = product.variants.find(({ variantId }) => variantId === chosenId)?.options;
  const corrected = behindCorrection(text);
  const [only, second] = corrected === undefined ? [] : fittingVariants(corrected, line, product, present);
  if (only !== undefined && second === undefined) return only.variantId;
  const fitting = fittingVariants(text, line, product, present);
  if (fitting.length === 1) return fitting[0]?.variantId;
  return fitting.length > 1 ? undefined : choiceNamed(text, variantChoices(line, context))?.value;
}

/** "换S码,哦不对,换L": what is said behind taking it back counts. */
function behindCorrection(text: string): string | undefined {
  return /^.*(?:不对|错了|说错|哦不|啊不|不是|\b(?:no wait|sorry|i mean|actually|rather))[,，、.。\s]+(.+)$/is.exec(
    text,
  )?.[1];
}

/** A new piece of the very same article. */
const sameVariantPattern =
  /\b(?:the )?same (?:one|item|options?|colou?r and size|model|variant)\b|一模一样|同款同规格|同规格|原来的(?:规格|款)|一样的(?:规格|尺码|颜色)/;

/** Cuts the text at the places where the lines' products are named; a text without names is for the open line. */
function partsPerLine(
  text: string,
  lines: readonly OrderLine[],
  context: SlotContext,
): readonly (string | undefined)[] {
  const places = lines.map((line) => placeOfLine(text, line, context.facts, lines));
  if (places.every((place) => place < 0) || lines.length === 1) {
    const open = Math.max(
      0,
      lines.findIndex((line) => line.lineId === openLine(context)?.lineId),
    );
    return lines.map((_, at) => (at === open ? text : undefined));
  }
  return places.map((place) => {
    if (place < 0) return undefined;
    const end = Math.min(...places.filter((other) => other > place), text.length);
    const isFirst = place === Math.min(...places.filter((other) => other >= 0));
    return text.slice(isFirst ? 0 : place, end);
  });
}

function openLine(context: SlotContext): OrderLine | undefined {
  const known = knownVariants(context);
  return wantedLines(context).find((line) => known[line.lineId] === undefined);
}

function wantedLines({ order, run }: SlotContext): readonly OrderLine[] {
  const ids = listOf(run.slots.lines);
  return ids.flatMap((id) => order?.lines.find((line) => line.lineId === id) ?? []);
}

function variantChoices(line: OrderLine, context: SlotContext): readonly Choice[] {
  const product = context.facts.findProduct(line.productId);
  const others = (product?.variants ?? []).filter((one) => one.isAvailable && one.variantId !== line.variantId);
  const fitting = product === undefined ? [] : fittingVariants(context.said, line, product);
  const shown = fitting.length > 1 ? fitting : others;
  return shown
    .slice(0, 10)
    .map((variant) => ({ value: variant.variantId, label: optionsText(variant.options, product) }));
}

function problemOf(text: string, context: SlotContext) {
  // A bare "好" chooses nothing.
  if (/^(好的?|是的?|对的?|嗯+|可以|行|确认|确定|ok(ay)?|yes|sure)[。.!~]*$/i.test(text.trim()))
    return say('invalid.choice');
  const line = openLine(context);
  const product = line && context.facts.findProduct(line.productId);
  if (line === undefined || product === undefined) return say('invalid.variant');
  if (fittingVariants(text, line, product).length > 1) return say('invalid.variant-ambiguous');
  return missingSaying(text, line, product) ?? say('invalid.variant');
}

function isVariantOf(variantId: string | undefined, line: OrderLine, { facts }: SlotContext): boolean {
  const product = facts.findProduct(line.productId);
  return product?.variants.some((variant) => variant.variantId === variantId && variant.isAvailable) ?? false;
}
