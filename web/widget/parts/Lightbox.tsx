/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { useWords } from '../hooks/chat-context.ts';
import { Icon } from './Icon.tsx';
import type { ShownPicture } from './Picture.tsx';

/** A picture over everything; Escape or a press beside it goes back. */
export function Lightbox({ picture, onClose }: { picture: ShownPicture; onClose(): void }) {
  const { t } = useWords();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <div
      class="lightbox"
      role="dialog"
      aria-modal="true"
      aria-label={picture.alt}
      onClick={onClose}
      onKeyDown={(event) => {
        if (event.key === 'Tab') event.preventDefault();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <img src={picture.url} alt={picture.alt} />
      <button ref={close} type="button" class="icon-button" aria-label={t('image.close')} onClick={onClose}>
        <Icon name="close" size={24} />
      </button>
    </div>
  );
}
