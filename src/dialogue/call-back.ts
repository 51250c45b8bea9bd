import type { AnswerPlan, FormPlan, SayingParameters } from './types.ts';
import { localized } from './wording/packs.ts';

/** The form by which a customer leaves a number to be called; its answer is taken in by this id. */
export const callBackForm: FormPlan = {
  formId: 'call-back',
  titleKey: 'call-back.form',
  fields: [{ name: 'phone', labelKey: 'field.phone', type: 'tel', required: true }],
};

/** What the button stands for that takes a call-back back; without a word of any sentence, which would change the talk's language. */
export const callBackCancel = 'call-back/none';

/** Words of `call-back.*` about being called, with the form or the way back where they are wanted. */
export function callBackPlan(
  key: string,
  parameters: SayingParameters = {},
  more: { hasForm?: true; canCancel?: true } = {},
): AnswerPlan {
  return {
    sayings: [{ key: `call-back.${key}`, parameters }],
    facts: [],
    buttons: more.canCancel ? [{ label: localized('button.call-back-cancel'), value: callBackCancel }] : [],
    cards: [],
    ...(more.hasForm ? { form: callBackForm } : {}),
    isSoothing: true,
  };
}
