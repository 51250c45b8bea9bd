/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks';
import type { ContentPart, FormField } from '../../api/index.ts';
import { checkField, checkForm } from '../form-rules.ts';
import { useChat, useWords } from '../hooks/chat-context.ts';
import type { CustomerPart, Trouble } from '../state/widget-state.ts';
import { FormInput } from './FormInput.tsx';

export type FormPart = Extract<ContentPart, { kind: 'form' }>;
export type FormState = 'open' | 'answered' | 'expired';

/** A form in the thread. What is wrong is told at the field, when it is left and when the form is sent. */
export function FormCard({ form, state }: { form: FormPart; state: FormState }) {
  const { outbox } = useChat();
  const { t } = useWords();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [images, setImages] = useState<Readonly<Record<string, readonly CustomerPart[]>>>({});
  const [troubles, setTroubles] = useState<Readonly<Record<string, Trouble>>>({});
  const element = useRef<HTMLFormElement>(null);
  if (state !== 'open') return <p class="form-past">{t(state === 'answered' ? 'form.sent' : 'form.expired')}</p>;

  const check = (field: FormField) => {
    const { [field.name]: _, ...others } = troubles;
    const trouble = checkField(field, values[field.name] ?? '');
    setTroubles(trouble ? { ...others, [field.name]: trouble } : others);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const found = checkForm(form.fields, values);
    setTroubles(found);
    const [first] = form.fields.filter((field) => found[field.name]);
    if (first) {
      const wrong = element.current?.elements.namedItem(first.name);
      if (wrong instanceof HTMLElement) wrong.focus();
      return;
    }
    outbox.add(toAnswer(form, values, images));
  };

  return (
    <form ref={element} class="card form-card" noValidate aria-label={form.title} onSubmit={submit}>
      <p class="card-title">{form.title}</p>
      {form.fields.map((field) => (
        <FormInput
          key={field.name}
          field={field}
          formId={form.formId}
          value={values[field.name] ?? ''}
          trouble={troubles[field.name]}
          onValue={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
          onImages={(parts) => setImages((before) => ({ ...before, [field.name]: parts }))}
          onLeave={() => check(field)}
        />
      ))}
      <button type="submit" class="button-main">
        {t('form.submit')}
      </button>
    </form>
  );
}

/** The values as one part; pictures go as parts of their own in the same message. */
function toAnswer(
  form: FormPart,
  values: Readonly<Record<string, string>>,
  images: Readonly<Record<string, readonly CustomerPart[]>>,
): CustomerPart[] {
  const given = form.fields.map((field) => [
    field.name,
    field.type === 'image' ? '' : (values[field.name] ?? '').trim(),
  ]);
  return [
    { kind: 'form-answer', formId: form.formId, values: Object.fromEntries(given) },
    ...Object.values(images).flat(),
  ];
}
