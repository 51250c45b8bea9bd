/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import type { ImageReference } from '../../api/index.ts';
import { useChat, useWords } from '../hooks/chat-context.ts';
import { Icon } from './Icon.tsx';

export type ShownPicture = { url: string; alt: string };

const widest = 220;
const highest = 260;

/** A picture of the thread in the room that it will need; a press shows it large. */
export function Picture({ image, onOpen }: { image: ImageReference; onOpen(picture: ShownPicture): void }) {
  const { pictures } = useChat();
  const { t } = useWords();
  const [url, setUrl] = useState<string | undefined>();
  const [isGone, setGone] = useState(false);
  const load = () => {
    setGone(false);
    void pictures.load(image.fileId).then((found) => (found ? setUrl(found) : setGone(true)));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture, another load
  useEffect(load, [image.fileId]);
  const alt = image.name ? t('image.alt', { name: image.name }) : t('image.alt-unnamed');
  const { width, height } = shownSize(image);
  const style = { width: `${width}px`, aspectRatio: `${width} / ${height}` };
  if (isGone)
    return (
      <button type="button" class="picture picture-gone" style={style} onClick={load}>
        <Icon name="retry" />
        <span>{t('image.gone')}</span>
      </button>
    );
  return (
    <button
      type="button"
      class="picture"
      style={style}
      aria-label={`${alt} · ${t('image.open')}`}
      disabled={!url}
      onClick={() => url && onOpen({ url, alt })}
    >
      {url ? (
        <img src={url} alt={alt} width={width} height={height} onError={() => setGone(true)} />
      ) : (
        <span class="shimmer" />
      )}
    </button>
  );
}

/** Largest size inside of the thread's room with the picture's own proportions. */
function shownSize({ width, height }: ImageReference): { width: number; height: number } {
  if (width <= 0 || height <= 0) return { width: 160, height: 120 };
  const scale = Math.min(1, widest / width, highest / height);
  return { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) };
}
