/** @jsxImportSource preact */
import { useChat, useWords } from '../hooks/chat-context.ts';
import type { Upload } from '../state/widget-state.ts';
import { Icon } from './Icon.tsx';

/** Pictures that will go with the next message: preview, progress, another try. */
export function UploadStrip({ uploads }: { uploads: readonly Upload[] }) {
  if (uploads.length === 0) return null;
  return (
    <ul class="uploads">
      {uploads.map((upload) => (
        <UploadItem key={upload.uploadId} upload={upload} />
      ))}
    </ul>
  );
}

function UploadItem({ upload }: { upload: Upload }) {
  const chat = useChat();
  const { t } = useWords();
  const { uploadId, previewUrl, progress, trouble, image, name } = upload;
  const percent = Math.round(progress * 100);
  return (
    <li class={trouble ? 'is-failed' : ''}>
      {chat.uploads.canRetry(uploadId) ? (
        <img src={previewUrl} alt={t('image.alt', { name })} />
      ) : (
        <span class="upload-file" title={name}>
          <Icon name="close" size={24} />
        </span>
      )}
      {!image && !trouble && (
        <span
          class="upload-progress"
          role="progressbar"
          aria-valuenow={percent}
          aria-label={t('image.uploading', { percent })}
        >
          <span style={{ width: `${percent}%` }} />
        </span>
      )}
      {trouble && chat.uploads.canRetry(uploadId) && (
        <button
          type="button"
          class="upload-retry"
          aria-label={t('image.retry')}
          onClick={() => chat.uploads.retry(uploadId)}
        >
          <Icon name="retry" size={18} />
        </button>
      )}
      <button
        type="button"
        class="upload-remove"
        aria-label={t('image.remove')}
        onClick={() => chat.uploads.remove(uploadId)}
      >
        <Icon name="close" size={12} />
      </button>
      {trouble && (
        <span class="visually-hidden" role="alert">
          {t(trouble.key, trouble.values)}
        </span>
      )}
    </li>
  );
}
