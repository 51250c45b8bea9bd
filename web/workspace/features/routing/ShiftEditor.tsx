import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shift, StaffView } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { TimeInput } from '../../../ui/TimeInput.tsx';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import styles from './shifts.module.css';
import { wrongSpan } from './week.ts';

type Span = Pick<Shift, 'from' | 'to'>;

/** Shifts that shops plan most; one press each. */
const usual: readonly Span[] = [
  { from: '09:00', to: '18:00' },
  { from: '13:00', to: '22:00' },
  { from: '22:00', to: '06:00' },
];
const mostSpans = 3;

/** What somebody works on one day. */
export function ShiftEditor(props: { person: StaffView; day: string; spans: readonly Span[]; onClose(): void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { person, day } = props;
  const [spans, setSpans] = useState<readonly Span[]>(() => props.spans.map(({ from, to }) => ({ from, to })));
  const sorted = inOrder(spans);
  const wrong = wrongSpan(sorted);
  const free = usual.filter((span) => wrongSpan(inOrder([...spans, span])) === undefined);
  const save = useMutation({
    mutationFn: (given: readonly Span[]) => api.saveShifts(person.staffId, day, given),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: keys.allShifts });
      props.onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong === undefined) save.mutate(sorted);
  };
  const change = (index: number, part: Partial<Span>) =>
    setSpans(spans.map((span, at) => (at === index ? { ...span, ...part } : span)));
  const problemOf = (index: number) => {
    if (wrong === undefined || sorted[wrong] !== spans[index]) return undefined;
    return t('rules.spanWrong');
  };
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      title={t('rules.shiftOf', { name: person.name, day })}
      closeLabel={t('common.close')}
      place="side"
    >
      <form className={styles.editor} onSubmit={submit}>
        {spans.length === 0 && <p className={styles.note}>{t('rules.dayOff')}</p>}
        {spans.map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is known by its place while it is written
          <div key={index} className={styles.span}>
            {(['from', 'to'] as const).map((name) => (
              <Field
                key={name}
                label={t(`settings.${name}`)}
                problem={name === 'to' ? problemOf(index) : undefined}
                {...(name === 'to' && span.to <= span.from && span.to !== '' ? { hint: t('rules.nextDay') } : {})}
              >
                {(ids) => (
                  <TimeInput
                    {...ids}
                    className="control"
                    isEnd={name === 'to'}
                    value={span[name]}
                    onChange={(value) => change(index, { [name]: value })}
                  />
                )}
              </Field>
            ))}
            <IconButton
              label={t('settings.removeSpan')}
              icon={<X />}
              onClick={() => setSpans(spans.filter((_one, at) => at !== index))}
            />
          </div>
        ))}
        {spans.length < mostSpans && (
          <div className={styles.usual}>
            {free.map((span) => (
              <Button key={span.from} size="small" onClick={() => setSpans([...spans, span])}>
                {`${span.from}–${span.to}`}
              </Button>
            ))}
            <Button
              size="small"
              icon={<Plus aria-hidden="true" />}
              onClick={() => setSpans([...spans, { from: '', to: '' }])}
            >
              {t('settings.addSpan')}
            </Button>
          </div>
        )}
        {save.isError && (
          <p className={styles.problem} role="alert">
            {problemText(t, save.error)}
          </p>
        )}
        <div className={styles.foot}>
          <Button type="submit" look="primary" disabled={wrong !== undefined || save.isPending}>
            {t('common.save')}
          </Button>
          <Button look="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function inOrder(spans: readonly Span[]): Span[] {
  return spans.toSorted((one, other) => one.from.localeCompare(other.from));
}
