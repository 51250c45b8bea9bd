import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileUrl } from '../../../../api/client.ts';
import type { ImageReference } from '../../../../api/index.ts';
import { Dialog } from '../../../../ui/Dialog.tsx';
import styles from './ImagePart.module.css';

const shownWidth = 240;

/** A picture, small in the thread and large on a click. Its place is kept before it has loaded. */
export function ImagePart({ image }: { image: ImageReference }) {
  const { t } = useTranslation();
  const [isLarge, setLarge] = useState(false);
  const url = fileUrl(image.fileId);
  const width = Math.min(shownWidth, image.width || shownWidth);
  return (
    <>
      <button
        type="button"
        className={styles.open}
        aria-label={t('message.openImage', { name: image.name })}
        onClick={() => setLarge(true)}
      >
        <img
          src={url}
          alt={t('message.image', { name: image.name })}
          width={width}
          style={{ aspectRatio: image.width && image.height ? `${image.width} / ${image.height}` : '4 / 3' }}
          loading="lazy"
          className={styles.small}
        />
      </button>
      <Dialog
        isOpen={isLarge}
        onClose={() => setLarge(false)}
        title={image.name || t('inbox.row.image')}
        closeLabel={t('common.close')}
      >
        <img src={url} alt={t('message.image', { name: image.name })} className={styles.large} />
      </Dialog>
    </>
  );
}
