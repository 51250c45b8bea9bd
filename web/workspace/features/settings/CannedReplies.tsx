import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { keys } from '../../cache/keys.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import styles from './CannedReplies.module.css';
import { CannedReplyForm } from './CannedReplyForm.tsx';

/** The ready answers of the shop, to be added, changed and removed. */
export function CannedReplies() {
  const { t, i18n } = useTranslation();
  const mayWrite = useAbility('canned-replies.write');
  const query = useQuery({ queryKey: keys.cannedReplies, queryFn: () => api.cannedReplies() });
  const [edited, setEdited] = useState<string>();
  const isAdding = edited === '';
  return (
    <Card title={t('canned.title')} hint={t('canned.intro')}>
      <Loaded query={query}>
        {({ replies }) => (
          <ul className={styles.list}>
            {replies.map((reply) => (
              <li key={reply.shortcut} className={styles.item}>
                <div className={styles.line}>
                  <span className={styles.shortcut}>/{reply.shortcut}</span>
                  <span className={styles.title}>{inLanguage(reply.title, i18n.language)}</span>
                  <span className={styles.text} title={inLanguage(reply.text, i18n.language)}>
                    {inLanguage(reply.text, i18n.language)}
                  </span>
                  {mayWrite && (
                    <IconButton
                      label={`${t('canned.edit')} /${reply.shortcut}`}
                      icon={<Pencil />}
                      aria-expanded={edited === reply.shortcut}
                      onClick={() => setEdited(edited === reply.shortcut ? undefined : reply.shortcut)}
                    />
                  )}
                </div>
                {edited === reply.shortcut && <CannedReplyForm reply={reply} onClose={() => setEdited(undefined)} />}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {isAdding && <CannedReplyForm onClose={() => setEdited(undefined)} />}
      {mayWrite && !isAdding && (
        <Button size="small" icon={<Plus aria-hidden="true" />} onClick={() => setEdited('')}>
          {t('canned.add')}
        </Button>
      )}
    </Card>
  );
}
