import type { FormField } from '../api/index.ts';
import type { Trouble } from './state/widget-state.ts';

/** Longest value of a field; the server refuses longer ones. */
export const longestValue = 2_000;

const email = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/;

/** What is wrong with a field's value, if anything. */
export function checkField(field: FormField, value: string): Trouble | undefined {
  const given = value.trim();
  if (given === '') return field.required ? missing(field) : undefined;
  if (given.length > longestValue) return { key: 'form.too-long', values: { limit: longestValue } };
  if (field.type === 'email' && !email.test(given)) return { key: 'form.email' };
  if (field.type === 'tel' && !isPhone(given)) return { key: 'form.tel' };
  if (field.type === 'select' && !field.options?.some((option) => option.value === given)) return missing(field);
  return undefined;
}

/** Problems of a whole form by field name; empty when it can be sent. */
export function checkForm(
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, Trouble>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const trouble = checkField(field, values[field.name] ?? '');
      return trouble ? [[field.name, trouble]] : [];
    }),
  );
}

function missing({ type, label }: FormField): Trouble {
  return { key: type === 'select' || type === 'image' ? 'form.required-choice' : 'form.required', values: { label } };
}

/** Digits of any country, 7 to 15 (E.164), with the usual signs between; full-width digits count too. */
function isPhone(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/[\s()+.-]/g, '');
  return /^\d{7,15}$/.test(plain);
}
