import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TablePreview } from '../../../api/index.ts';
import type { ColumnChoice, TableFields, TableKind } from '../../../api/table-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { listText } from '../../format/list-text.ts';
import { isOneOf } from '../../format/one-of.ts';
import { problemText } from '../../format/problem-text.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { FaultList } from './FaultList.tsx';
import styles from './import.module.css';

const kinds = ['orders', 'products', 'customers', 'parcels'] as const satisfies readonly TableKind[];

/** How a table was taken: what each column becomes, its first rows, what is wrong; only a table without faults can be imported. */
export function ImportPreview(props: { first: TablePreview; fields: TableFields; onEnd(): void }) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const [preview, setPreview] = useState(props.first);
  const { importId, kind, header, faults, moreFaults, read, changed } = preview;
  const again = useMutation({
    mutationFn: (choice: Partial<ColumnChoice> & { kind: TableKind }) =>
      api.previewTable(importId, { own: {}, ...choice }),
    onSuccess: (answer) => setPreview(answer.preview),
  });
  const start = useMutation({
    mutationFn: () => api.importTable(importId, choiceOf(preview)),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: keys.tables });
      showToast({ tone: 'success', words: t('tables.started') });
      props.onEnd();
    },
  });
  const labels = new Map(props.fields[kind].map(({ field, label }) => [field, inLanguage(label, i18n.language)]));
  const isBusy = again.isPending || start.isPending;
  const problem = again.error ?? start.error;
  return (
    <section className={styles.preview} aria-label={preview.fileName} aria-busy={isBusy}>
      <h3>{preview.fileName}</h3>
      {header.length > 0 && (
        <>
          <Field label={t('tables.kind')}>
            {(ids) => (
              <select
                {...ids}
                className="control"
                value={kind}
                disabled={isBusy}
                onChange={(event) => {
                  const chosen = event.target.value;
                  if (isOneOf(kinds, chosen)) again.mutate({ kind: chosen });
                }}
              >
                {kinds.map((one) => (
                  <option key={one} value={one}>
                    {t(`tables.kinds.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <ColumnTable
            preview={preview}
            fields={props.fields[kind]}
            isBusy={isBusy}
            onChoose={(column, field) => again.mutate(choiceWith(preview, column, field))}
          />
        </>
      )}
      <div role="status" aria-live="polite">
        {preview.missing.length > 0 && (
          <p>
            {t('tables.missing', {
              fields: listText(
                t,
                preview.missing.map((field) => labels.get(field) ?? field),
              ),
            })}
          </p>
        )}
        {faults.length === 0 && (
          <p>{changed === 0 ? t('tables.nothingNew', { read }) : t('tables.ready', { read, changed })}</p>
        )}
        {faults.length > 0 && preview.missing.length === 0 && (
          <>
            <p>{t('tables.faults', { count: faults.length + moreFaults })}</p>
            <FaultList faults={faults} more={moreFaults} />
          </>
        )}
        {problem && <p className={styles.problem}>{problemText(t, problem)}</p>}
      </div>
      <div className={styles.actions}>
        <Button look="primary" disabled={isBusy || faults.length > 0 || changed === 0} onClick={() => start.mutate()}>
          {t('tables.start')}
        </Button>
        <Button disabled={isBusy} onClick={props.onEnd}>
          {t('tables.cancel')}
        </Button>
      </div>
    </section>
  );
}

function ColumnTable(props: {
  preview: TablePreview;
  fields: TableFields[TableKind];
  isBusy: boolean;
  onChoose(column: string, field: string): void;
}) {
  const { t, i18n } = useTranslation();
  const { preview, fields, isBusy, onChoose } = props;
  return (
    <div className={styles.scroll}>
      <table className={styles.columns}>
        <caption>{t('tables.columns')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('tables.column')}</th>
            <th scope="col">{t('tables.field')}</th>
            <th scope="col">{t('tables.sample')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.header.map((column, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns stand in their places, and two may have one name
            <tr key={place}>
              <th scope="row">{column}</th>
              <td>
                <select
                  className="control"
                  aria-label={`${column} · ${t('tables.field')}`}
                  value={preview.fields[place] ?? ''}
                  disabled={isBusy}
                  onChange={(event) => onChoose(column, event.target.value)}
                >
                  <option value="">{t('tables.unused')}</option>
                  {fields.map(({ field, label, isNeeded }) => (
                    <option key={field} value={field}>
                      {inLanguage(label, i18n.language)}
                      {isNeeded ? ` · ${t('tables.needed')}` : ''}
                    </option>
                  ))}
                </select>
              </td>
              <td className={styles.sample}>{preview.rows.map((row) => row.cells[place] ?? '').find(Boolean)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The columns as they are taken now, every one of them said. */
function choiceOf({ kind, header, fields }: TablePreview): ColumnChoice {
  return { kind, own: Object.fromEntries(header.map((column, place) => [column, fields[place] ?? ''])) };
}

/** The same with one column taken otherwise; a field is of one column only. */
function choiceWith(preview: TablePreview, column: string, field: string): ColumnChoice {
  const { kind, own } = choiceOf(preview);
  const freed = Object.entries(own).map(([name, is]) => [name, field !== '' && is === field ? '' : is]);
  return { kind, own: { ...Object.fromEntries(freed), [column]: field } };
}
