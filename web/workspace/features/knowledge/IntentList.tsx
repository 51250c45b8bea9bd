import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Tags } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnIntentRow } from '../../../api/knowledge-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { IntentForm } from './IntentForm.tsx';
import styles from './KnowledgeScene.module.css';
import { useLeadWords } from './use-leads.ts';

/** The wishes that this shop has taught, as they are released. */
export function IntentList({ onKept }: { onKept(): void }) {
  const { t } = useTranslation();
  const mayWrite = useAbility('knowledge.write');
  const query = useQuery({ queryKey: keys.ownIntents, queryFn: () => api.ownIntents() });
  const [open, setOpen] = useState<{ row?: OwnIntentRow }>();
  const close = () => setOpen(undefined);
  return (
    <>
      <div className={styles.tools}>
        <p className={styles.intro}>{t('ownIntents.intro')}</p>
        {mayWrite && (
          <Button look="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen({})}>
            {t('ownIntents.add')}
          </Button>
        )}
      </div>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Notice icon={<Tags />}>{t('ownIntents.empty')}</Notice>
          ) : (
            <ul className={styles.list}>
              {items.map((row) => (
                <Intent key={row.itemId} row={row} onEdit={mayWrite ? () => setOpen({ row }) : undefined} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Dialog isOpen={open !== undefined} onClose={close} title={t('ownIntents.title')} closeLabel={t('common.close')}>
        {open && (
          <IntentForm
            {...(open.row ? { row: open.row } : {})}
            onClose={close}
            onKept={() => {
              close();
              onKept();
            }}
          />
        )}
      </Dialog>
    </>
  );
}

function Intent({ row, onEdit }: { row: OwnIntentRow; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation();
  const leadWords = useLeadWords();
  const { name, examples, leadsTo } = row.document;
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <p className={styles.question}>
          {name}
          <span className={styles.muted}>
            {' '}
            {t('ownIntents.count', { count: examples.length })} · {leadWords(leadsTo)}
          </span>
        </p>
        <p className={styles.answer}>{examples.join(' · ')}</p>
      </div>
      {onEdit && <IconButton label={t('ownIntents.edit', { name })} icon={<Pencil />} onClick={onEdit} />}
    </li>
  );
}
