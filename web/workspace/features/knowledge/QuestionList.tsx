import { useInfiniteQuery } from '@tanstack/react-query';
import { FileUp, Plus, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KnowledgePage, KnowledgeRow } from '../../../api/knowledge-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { SearchInput } from '../../../ui/SearchInput.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { LoadedPages } from '../../shell/LoadedPages.tsx';
import { FilePreview } from './FilePreview.tsx';
import styles from './KnowledgeScene.module.css';
import { QuestionForm } from './QuestionForm.tsx';
import { QuestionRow } from './QuestionRow.tsx';

/** Open in front of the list: nothing, the form for one question or a new one, or a file. */
type Open = { kind: 'form'; row?: KnowledgeRow } | { kind: 'file' };

/** The questions of the current release, found by any word in them. */
export function QuestionList({ onKept }: { onKept(): void }) {
  const { t } = useTranslation();
  const mayWrite = useAbility('knowledge.write');
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<Open>();
  const query = useQuestions(useDeferredValue(search.trim()));
  const close = () => setOpen(undefined);
  const kept = () => {
    close();
    onKept();
  };
  return (
    <>
      <div className={styles.tools}>
        <SearchInput label={t('knowledge.search')} words={search} onChange={setSearch} />
        {mayWrite && (
          <>
            <Button icon={<FileUp aria-hidden="true" />} onClick={() => setOpen({ kind: 'file' })}>
              {t('knowledge.fromFile')}
            </Button>
            <Button look="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen({ kind: 'form' })}>
              {t('knowledge.add')}
            </Button>
          </>
        )}
      </div>
      <LoadedPages
        query={query}
        itemsOf={(page) => page.items}
        empty={{ icon: <Search />, words: t(search === '' ? 'knowledge.empty' : 'knowledge.noHit') }}
      >
        {(items) => (
          <ul className={styles.list}>
            {items.map((row) => (
              <QuestionRow
                key={row.itemId}
                row={row}
                onEdit={mayWrite ? () => setOpen({ kind: 'form', row }) : undefined}
              />
            ))}
          </ul>
        )}
      </LoadedPages>
      <Dialog
        isOpen={open !== undefined}
        onClose={close}
        title={t(open?.kind === 'file' ? 'knowledge.fromFile' : 'knowledge.question')}
        closeLabel={t('common.close')}
      >
        {open?.kind === 'form' && (
          <QuestionForm {...(open.row ? { row: open.row } : {})} onClose={close} onKept={kept} />
        )}
        {open?.kind === 'file' && <FilePreview onClose={close} onKept={kept} />}
      </Dialog>
    </>
  );
}

function useQuestions(search: string) {
  return useInfiniteQuery({
    queryKey: keys.knowledge(search),
    initialPageParam: undefined,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => api.knowledge(search, pageParam),
    getNextPageParam: (page: KnowledgePage): string | undefined => page.next,
    placeholderData: (before) => before,
  });
}
