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
import type { SlotReader } from './slot-reader.ts';

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
  email: { ...emailReader, fill: ({ facts }) => (facts.customer?.email ? { value: facts.customer.email } : undefined) },
  phone: phoneReader,
  'invoice-title': invoiceTitleReader,
  'tax-number': taxNumberReader,
  'yes-no': yesNoReader,
  quantity: quantityReader,
  case: caseReader,
};
