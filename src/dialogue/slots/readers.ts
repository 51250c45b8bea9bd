import type { SlotType } from '../flows/flow-definition.ts';
import { addressReader } from './address.ts';
import { caseReader } from './case.ts';
import { choiceReader, reasonReader, yesNoReader } from './choices.ts';
import { orderLineReader, orderLinesReader } from './order-lines.ts';
import { paymentMethodReader } from './payment-method.ts';
import {
  emailReader,
  imagesReader,
  invoiceTitleReader,
  phoneReader,
  quantityReader,
  taxNumberReader,
  textReader,
} from './plain-texts.ts';
import { replacementVariantsReader } from './replacement-variants.ts';
import type { SlotContext, SlotReader } from './slot-reader.ts';

/** Reader of every slot type; an order is found by its own step. */
export const slotReaders: Readonly<Record<SlotType, SlotReader>> = {
  order: textReader,
  'order-lines': orderLinesReader,
  'order-line': orderLineReader,
  'replacement-variants': replacementVariantsReader,
  'payment-method': paymentMethodReader,
  address: addressReader,
  reason: reasonReader,
  choice: choiceReader,
  text: textReader,
  images: imagesReader,
  email: { ...emailReader, fill: toldEmail },
  phone: phoneReader,
  'invoice-title': invoiceTitleReader,
  'tax-number': taxNumberReader,
  'yes-no': yesNoReader,
  quantity: quantityReader,
  case: caseReader,
};

/** The address that was told on the way ("个人的 名字王雨桐 邮箱w@example.com"), else the one on file. */
function toldEmail({ words, facts }: SlotContext): { value: string } | undefined {
  const told = words.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g)?.at(-1);
  const value = told ?? facts.customer?.email;
  return value ? { value } : undefined;
}
