/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { FormField } from '../../api/index.ts';
import { useChat, useWords } from '../hooks/chat-context.ts';
import { checkImage, imageTypes } from '../images/check-image.ts';
import type { CustomerPart, Trouble } from '../state/widget-state.ts';

type FormInputProps = {
  field: FormField;
  formId: string;
  value: string;
  trouble: Trouble | undefined;
  onValue(value: string): void;
  onImages(parts: readonly CustomerPart[]): void;
  onLeave(): void;
};

const autoComplete: Readonly<Partial<Record<FormField['type'], string>>> = { email: 'email', tel: 'tel' };

/** One field of a form with its label and what is wrong with it. */
export function FormInput(props: FormInputProps) {
  const { field, trouble } = props;
  const { t } = useWords();
  const id = `${props.formId}-${field.name}`;
  return (
    <div class={`field${trouble ? ' is-wrong' : ''}`}>
      <label for={id}>
        {field.label}
        {!field.required && <span class="muted"> {t('form.optional')}</span>}
      </label>
      <Control {...props} id={id} />
      {trouble && (
        <p class="field-trouble" id={`${id}-trouble`} role="alert">
          {t(trouble.key, trouble.values)}
        </p>
      )}
    </div>
  );
}

function Control({ field, id, value, trouble, onValue, onImages, onLeave }: FormInputProps & { id: string }) {
  const { t } = useWords();
  const common = {
    id,
    name: field.name,
    'aria-required': field.required,
    'aria-invalid': trouble !== undefined,
    ...(trouble ? { 'aria-describedby': `${id}-trouble` } : {}),
    onBlur: () => value !== '' && onLeave(),
  };
  if (field.type === 'image') return <ImageInput {...common} onValue={onValue} onImages={onImages} />;
  if (field.type === 'select')
    return (
      <select {...common} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        <option value="">{t('form.choose')}</option>
        {field.options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  const placeholder = field.placeholder ?? '';
  if (field.type === 'textarea')
    return (
      <textarea
        {...common}
        rows={3}
        placeholder={placeholder}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    );
  return (
    <input
      {...common}
      type={field.type}
      autoComplete={autoComplete[field.type] ?? 'off'}
      placeholder={placeholder}
      value={value}
      onInput={(event) => onValue(event.currentTarget.value)}
    />
  );
}

/** Uploads at once, so that sending the form does not wait. */
function ImageInput({
  onValue,
  onImages,
  ...common
}: { id: string; name: string } & Pick<FormInputProps, 'onValue' | 'onImages'>) {
  const { uploadPicture } = useChat();
  const { t } = useWords();
  const [trouble, setTrouble] = useState<Trouble | undefined>();
  const [progress, setProgress] = useState<number | undefined>();
  const choose = async (file: File | undefined) => {
    onValue('');
    onImages([]);
    const wrong = file && checkImage(file);
    setTrouble(wrong);
    if (!file || wrong) return;
    setProgress(0);
    const answer = await uploadPicture(file, setProgress);
    setProgress(undefined);
    if (!answer.ok) return setTrouble({ key: 'image.failed' });
    onValue(file.name || 'image');
    onImages([{ kind: 'image', image: answer.value.image }]);
  };
  return (
    <>
      <input
        {...common}
        type="file"
        accept={imageTypes.join(',')}
        onChange={(event) => void choose(event.currentTarget.files?.[0])}
      />
      {progress !== undefined && <p class="muted">{t('image.uploading', { percent: Math.round(progress * 100) })}</p>}
      {trouble && (
        <p class="field-trouble" role="alert">
          {t(trouble.key, trouble.values)}
        </p>
      )}
    </>
  );
}
