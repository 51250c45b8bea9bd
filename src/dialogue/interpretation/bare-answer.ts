import { dialogueSettings } from '../dialogue-settings.ts';
import { meansEverything } from '../slots/mentions.ts';
import { namesPaymentMethod } from '../slots/payment-method.ts';
import { slotReaders } from '../slots/readers.ts';
import { choiceNamed, isRecord } from '../slots/slot-reader.ts';
import { wordsOf } from '../slots/variant-words.ts';
import { confirmSlot } from '../steps/action-steps.ts';
import { identitySlot, withoutNumberHint } from '../steps/identify-step.ts';
import { verificationSlot } from '../steps/prove-identity.ts';
import type { Command, DialogueState, IncomingMessage, SlotValue, TurnFacts } from '../types.ts';
import { answeringIntents } from './intent-commands.ts';
import { identityAnswer, orderWords, valuesOf } from './message-slots.ts';
import { clearOtherWish } from './other-wish.ts';
import { type OwnWords, readConfirmation } from './read-confirmation.ts';
import { readVerification } from './read-verification.ts';
import { looksLikeQuestion } from './rule-question.ts';
import { type Reading, type Running, slotContextOf } from './running-flow.ts';
import { noPattern, ordinalIn, steeringWords, yesPattern } from './words.ts';

/** Reading of a message as the answer to the open question; a strong one needs no look at the intents. */
export type BareAnswer = { commands: readonly Command[]; isStrong: boolean };

type Expecting = NonNullable<DialogueState['expecting']>;
type Context = { expecting: Expecting; running: Running; reading: Reading; message: IncomingMessage };

/** Reads "黑色 L", "第二个", "yes", an order number and so on in the light of what was asked. */
export function readBareAnswer(context: Context): BareAnswer | undefined {
  const { expecting, reading } = context;
  if (expecting.slot === confirmSlot) return answerToPreview(context);
  if (expecting.slot === identitySlot) return readIdentity(context);
  if (expecting.slot === verificationSlot) return readProof(context);
  const chosen = chosenOption(expecting, reading.text);
  if (chosen !== undefined) return strong(expecting.slot, chosen);
  return readByIntent(context) ?? readByType(context);
}

/** The button pressed, else a plain yes or no; a yes counts only where nothing beside it takes it back. */
function answerToPreview({ expecting, running, reading }: Context): BareAnswer | undefined {
  const pressed = chosenOption(expecting, reading.text);
  // "雾霾蓝的L就行" says which one will do; the yes to it is still to come.
  const said = /就(?:行|可以|好|成)了?[\s。.!~]*$/.test(reading.text) && isChoosing(running) ? '' : reading.text;
  const reply = pressed === undefined ? readConfirmation(said, ownWords(running, reading.facts)) : pressed;
  if (reply === undefined) return undefined;
  return { commands: [{ kind: reply === 'yes' ? 'affirm' : 'deny' }], isStrong: true };
}

function isChoosing({ run }: Running): boolean {
  return isRecord(run.slots.variants);
}

/** What the running flow calls the change itself, and the options that the customer has chosen for it. */
function ownWords({ run, definition }: Running, facts: TurnFacts): OwnWords {
  const step = definition.steps.find((one) => one.id === run.step);
  if (step?.kind !== 'confirm') return { alsoYes: [], beside: [] };
  const chosen = Object.entries(definition.slots).flatMap(([name, slot]) =>
    (slot.options ?? []).filter((option) => option.value === run.slots[name]).flatMap((option) => option.words),
  );
  const beside = [...step.besideYes, ...chosen.filter((word) => word.length > 1), ...wordsOfVariants(run, facts)];
  return { alsoYes: step.alsoYes, beside };
}

/** What the chosen new pieces are called: "嗯就L" behind a preview of an L says nothing else. */
function wordsOfVariants({ slots }: Running['run'], { findProduct, orders }: TurnFacts): readonly string[] {
  const { order: orderId, variants } = slots;
  if (!isRecord(variants)) return [];
  const lines = orders.find((order) => order.orderId === orderId)?.lines ?? [];
  return lines.flatMap(({ lineId, productId }) => {
    const product = findProduct(productId);
    const chosen = product?.variants.find(({ variantId }) => variantId === variants[lineId]);
    if (product === undefined || chosen === undefined) return [];
    const values = Object.values(chosen.options).flatMap((value) => wordsOf(value, product));
    return values.flatMap((word) => [word, `${word}码`, `${word}号`, `size ${word}`, `${word}的`, `换成${word}`]);
  });
}

function readIdentity({ reading, message }: Context): BareAnswer | undefined {
  const slots = Object.entries(identityAnswer(reading.understanding, message));
  if (slots.length === 0 && hasNoNumber.test(reading.text))
    return { commands: [{ kind: 'set-slot', slot: withoutNumberHint, value: 'yes' }], isStrong: true };
  if (slots.length === 0) return undefined;
  return { commands: slots.map(([slot, value]) => ({ kind: 'set-slot' as const, slot, value })), isStrong: true };
}

/** The number of the order cannot be found; another clue will do. */
const hasNoNumber =
  /(?:没有?|找不[到着]|不知道|不记得|忘|不清楚|搞丢|哪里?有).{0,8}(?:订单|单)号?|(?:订单号?|单号|号码).{0,8}(?:找不|没有?|忘|不知道|不记得|不清楚|丢|哪里?[看找有])|\b(?:don'?t|do not|can'?t|cannot)\b.{0,20}\b(?:order number|number)\b/i;

/** The code, the way on which it shall come, or once more; for somebody unknown also another clue to who writes. */
function readProof(context: Context): BareAnswer | undefined {
  const { expecting, reading, message } = context;
  const offered = expecting.options.map((option) => option.value);
  const said =
    (message.hasCode ? 'code' : chosenOption(expecting, reading.text)) ?? readVerification(reading.text, offered);
  if (said === 'no') return { commands: [{ kind: 'cancel-flow' }], isStrong: true };
  if (said !== undefined) return strong(verificationSlot, said);
  return reading.facts.customer === undefined ? readIdentity(context) : undefined;
}

/** By the button's value or label, by its position. */
function chosenOption(expecting: Expecting, text: string): string | undefined {
  const { options } = expecting;
  const named = choiceNamed(text, options);
  const isWhole =
    named !== undefined &&
    [named.value, named.label].some((one) => String(one).toLowerCase() === text.trim().toLowerCase());
  if (isWhole) return named.value;
  const place = ordinalIn(text.toLowerCase());
  // "7" is the size where there is one, not the seventh choice.
  const isValue = /^\d+$/.test(text.trim()) && options.some((option) => numbersIn(option.label).includes(text.trim()));
  if (place === undefined || isValue) return undefined;
  return place === -1 ? options.at(-1)?.value : options[place - 1]?.value;
}

function numbersIn(label: string): readonly string[] {
  return label.match(/\d+/g) ?? [];
}

/** "漏水" is read as a faulty item: the intent's own slot value answers the question for that slot. */
function readByIntent({ expecting, reading }: Context): BareAnswer | undefined {
  const intent = reading.understanding.intents[0];
  const value =
    intent && intent.confidence >= dialogueSettings.acceptConfidence
      ? answeringIntents[intent.intent]?.[expecting.slot]
      : undefined;
  return value === undefined ? undefined : strong(expecting.slot, value);
}

function readByType(context: Context): BareAnswer | undefined {
  const { expecting, running, reading, message } = context;
  const slot = running.definition.slots[expecting.slot];
  if (slot === undefined) return undefined;
  switch (slot.type) {
    case 'order': {
      const order = orderWords(reading.understanding, message, reading.facts.now);
      const products = valuesOf(reading.understanding, 'product');
      if (order !== undefined) return strong('order', order);
      if (products.length > 0) return weak([{ kind: 'set-slot', slot: 'products', value: products }]);
      const digits = /^\D{0,4}#?[A-Za-z]?\d{4,}\D{0,3}$/.test(message.text.trim()) ? message.text.trim() : undefined;
      return digits === undefined ? undefined : strong('order', digits);
    }
    case 'order-lines':
      if (meansEverything(reading.text) && reading.text.length <= 20) return strong(expecting.slot, 'all');
      return readable(context, reading.text);
    case 'payment-method':
      // A method that is not allowed is an answer, too; the reader says that it cannot be used.
      return reading.text.length <= 60 && namesPaymentMethod(reading.text) && !/[?？]/.test(reading.text)
        ? strong(expecting.slot, reading.text)
        : readable(context, reading.text);
    case 'text':
      // A bare number or address of mail is where to reach somebody, not what the matter is.
      if (expecting.slot !== 'contact' && running.definition.slots.contact && bareContact.test(message.text.trim()))
        return strong('contact', message.text.trim());
      return weak([{ kind: 'set-slot', slot: expecting.slot, value: message.text }, ...picturesBeside(context)]);
    case 'images':
      if (message.images && message.images.length > 0) return strong(expecting.slot, message.images);
      // "好,等我拍一张": the picture is still to come; the question stays open and nothing has failed.
      if (promisesPicture.test(reading.text.toLowerCase())) return { commands: [], isStrong: true };
      return readable(context, reading.text) ?? moreOfTheMatter(context);
    case 'yes-no':
      return yesPattern.test(reading.text.toLowerCase()) || noPattern.test(reading.text.toLowerCase())
        ? strong(expecting.slot, reading.text)
        : undefined;
    case 'address':
      return readable(context, message.text) ?? partOfAddress(context);
    case 'invoice-title':
      return readable(context, message.text);
    default:
      return readable(context, reading.text);
  }
}

/** A street or a district alone is an attempt at the address, not a wish to change something else. */
function partOfAddress({ message, expecting }: Context): BareAnswer | undefined {
  return partsOfAddress.test(message.text) && !looksLikeQuestion(message.text)
    ? strong(expecting.slot, message.text)
    : undefined;
}

const partsOfAddress = /[路街道巷弄村镇乡]\s*\d|\d+\s*[号弄栋幢]|小区|花园|公寓|大厦|\p{Script=Han}{2,}[省市区县]/u;

/** Pictures that come along with the words, where the flow asks for them later. */
function picturesBeside({ running, message }: Context): readonly Command[] {
  const isWanted = running.definition.slots.images !== undefined && (message.images ?? []).length > 0;
  return isWanted ? [{ kind: 'set-slot', slot: 'images', value: message.images ?? [] }] : [];
}

/** Words in place of the picture tell more of what is wrong; they are kept, and the picture is still asked for. */
function moreOfTheMatter({ running, message }: Context): BareAnswer | undefined {
  const known = running.run.slots.description;
  if (typeof known !== 'string' || message.text.trim().length < 4) return undefined;
  const value = known.includes(message.text.trim()) ? known : `${known} ${message.text.trim()}`;
  return weak([{ kind: 'correct-slot', slot: 'description', value: value.slice(0, 500) }]);
}

/** Words that the slot's reader accepts; certain where they are short or of a kind that nothing else looks like. */
function readable(context: Context, text: string): BareAnswer | undefined {
  const { expecting, running, reading } = context;
  const slot = running.definition.slots[expecting.slot];
  if (slot === undefined) return undefined;
  const isUnmistakable = unmistakable.includes(slot.type) || isToldReason(slot.type, context);
  const answer = slotReaders[slot.type].read(text, slotContextOf(expecting.slot, slot, running, reading));
  if (!answer.ok) return undefined;
  // In a slot of free words every question would do for a value; a clear other wish comes first.
  const isElsewhere =
    slot.type === 'invoice-title' &&
    !companyName.test(text) &&
    clearOtherWish(running, reading.understanding) !== undefined;
  const isAsked = slot.type === 'replacement-variants' && asksPrice.test(text.toLowerCase());
  if (isAsked) return undefined;
  // "要不要我出运费" beside the question for a reason asks something; it is looked at for a wish of its own first.
  const isQuestion = slot.type === 'reason' && looksLikeQuestion(text);
  return isUnmistakable || (text.length <= 12 && !isElsewhere && !isQuestion)
    ? strong(expecting.slot, text)
    : weak([{ kind: 'set-slot', slot: expecting.slot, value: text }]);
}

const unmistakable: readonly string[] = ['email', 'tax-number', 'phone', 'address'];

const asksPrice = /多少钱|什么价|啥价|贵吗|how much|what.{0,12}\b(?:cost|price)/;

/** One of the offered choices in free words is the answer, whatever else it may sound like; a question or a turn is none. */
function isToldReason(type: string, { reading }: Context): boolean {
  const text = reading.text.toLowerCase();
  const isChoice = type === 'reason' || type === 'choice';
  return isChoice && !looksLikeQuestion(text) && !steeringWords.turning.test(text) && !steeringWords.instead.test(text);
}

const promisesPicture =
  /^(好|嗯|行|可以|ok|yes|sure)|(等|稍等|等下|等会|马上|这就|现在|我去|晚点|回家).{0,6}(拍|发|照|传|补)|one (moment|sec)|hold on|let me take/;

const bareContact = /^(\+?\d[\d\s-]{6,16}\d|[\w.+-]+@[\w-]+(\.[\w-]+)+)$/;

const companyName = /公司|有限|集团|事务所|工作室|中心|商行|学校|医院|大学|\b(inc|ltd|llc|corp|gmbh|company)\b/i;

function strong(slot: string, value: SlotValue): BareAnswer {
  return { commands: [{ kind: 'set-slot', slot, value }], isStrong: true };
}

function weak(commands: readonly Command[]): BareAnswer {
  return { commands, isStrong: false };
}
