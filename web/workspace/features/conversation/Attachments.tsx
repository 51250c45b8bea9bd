import { RotateCcw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/IconButton.tsx';
import styles from './Attachments.module.css';
import type { AttachmentList } from './use-attachments.ts';

/** Pictures below the typed words, with how far each is. */
export function Attachments({ attachments }: { attachments: AttachmentList }) {
  const { t } = useTranslation();
  if (attachments.items.length === 0) return null;
  return (
    <ul className={styles.list}>
      {attachments.items.map((one) => (
        <li key={one.id} className={styles.item} data-state={one.state}>
          <img src={one.preview} alt={t('message.image', { name: one.file.name })} className={styles.preview} />
          {one.state === 'uploading' && (
            <span className={styles.state} role="status">
              {t('compose.uploading')}
            </span>
          )}
          {one.state === 'failed' && (
            <span className={styles.state}>
              <IconButton
                label={t('compose.uploadFailed')}
                icon={<RotateCcw />}
                onClick={() => attachments.retry(one.id)}
              />
            </span>
          )}
          <span className={styles.remove}>
            <IconButton
              label={t('compose.removeImage', { name: one.file.name })}
              icon={<X />}
              onClick={() => attachments.remove(one.id)}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
