import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { onEnter } from '../../../ui/on-enter.ts';
import { problemText } from '../../format/problem-text.ts';
import styles from './routing.module.css';

const longestName = 60;

/** A name to be added to a list; Enter adds it too. What is wrong is told at the field. */
export function NewName({ label, onAdd }: { label: string; onAdd(name: string): Promise<void> }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isReady = name.trim() !== '' && !isBusy;
  const add = () => {
    if (!isReady) return;
    setBusy(true);
    onAdd(name.trim())
      .then(
        () => setName(''),
        (error: unknown) => setProblem(problemText(t, error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <div className={styles.newName}>
      <Field label={label} problem={problem}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            value={name}
            maxLength={longestName}
            onChange={(event) => {
              setName(event.target.value);
              setProblem(undefined);
            }}
            onKeyDown={onEnter(add)}
          />
        )}
      </Field>
      <Button icon={<Plus aria-hidden="true" />} disabled={!isReady} onClick={add}>
        {t('common.add')}
      </Button>
    </div>
  );
}
