import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TablePreview, UploadView } from '../../../api/index.ts';
import { Badge, type Tone } from '../../../ui/Badge.tsx';
import { FileButton } from '../../../ui/FileButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { FaultList } from './FaultList.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import styles from './import.module.css';

/** Brings orders, products, customers or tracking numbers in from a file, and shows what became of the last ones. */
export function ImportTab() {
  const { t } = useTranslation();
  const [preview, setPreview] = useState<TablePreview>();
  const query = useQuery({
    queryKey: keys.tables,
    queryFn: () => api.tables(),
    refetchInterval: ({ state }) => (state.data?.imports.some(isGoing) ? 1_000 : 30_000),
  });
  return (
    <div className={styles.stack}>
      <Card title={t('tables.title')} hint={t('tables.hint')}>
        <Upload onRead={setPreview} />
        {preview && query.data && (
          <ImportPreview
            key={preview.importId}
            first={preview}
            fields={query.data.fields}
            onEnd={() => setPreview(undefined)}
          />
        )}
      </Card>
      <Card title={t('tables.history')}>
        <Loaded query={query}>
          {({ imports }) =>
            imports.length === 0 ? (
              <Notice icon={<FileSpreadsheet />}>{t('tables.none')}</Notice>
            ) : (
              <ul className={styles.list}>
                {imports.map((one) => (
                  <Past key={one.importId} view={one} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}

function isGoing({ state }: UploadView): boolean {
  return state === 'waiting' || state === 'running';
}

function Upload({ onRead }: { onRead(preview: TablePreview): void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const upload = useMutation({
    mutationFn: (file: File) => api.uploadTable(file),
    onSuccess: ({ preview }) => {
      void cache.invalidateQueries({ queryKey: keys.tables });
      onRead(preview);
    },
  });
  return (
    <div>
      <FileButton
        label={t(upload.isPending ? 'tables.reading' : 'tables.choose')}
        accept=".xlsx,.csv,.tsv"
        icon={<FileSpreadsheet />}
        disabled={upload.isPending}
        onChoose={(file) => upload.mutate(file)}
      />
      <div role="status" aria-live="polite" className={styles.problem}>
        {upload.isError && problemText(t, upload.error)}
      </div>
    </div>
  );
}

const tones: Readonly<Record<UploadView['state'], Tone>> = {
  uploaded: 'neutral',
  waiting: 'neutral',
  running: 'neutral',
  done: 'success',
  refused: 'warning',
  failed: 'danger',
};

function Past({ view }: { view: UploadView }) {
  const { t, i18n } = useTranslation();
  const { state, report, progress } = view;
  return (
    <li className={styles.past}>
      <p>
        {state !== 'uploaded' && <Badge tone={tones[state]}>{t(`tables.state.${state}`)}</Badge>} {view.fileName}{' '}
        <small>
          {t('tables.by', { name: view.createdBy, date: momentText(view.createdAt, i18n.language, Date.now()) })}
        </small>
      </p>
      {progress && (
        <p>
          <progress max={progress.total} value={progress.done} aria-label={t('tables.progress', progress)} />{' '}
          {t('tables.progress', progress)}
        </p>
      )}
      {state === 'done' && report && <p>{t('tables.done', { read: report.read, changed: report.changed })}</p>}
      {state === 'failed' && <p>{t('tables.failed')}</p>}
      {state === 'refused' && report && (
        <>
          <p>{t('tables.refused')}</p>
          <FaultList faults={report.faults} more={report.moreFaults} />
        </>
      )}
    </li>
  );
}
