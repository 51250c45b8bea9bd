import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentPart, ImageReference } from '../../../api/index.ts';
import { showToast } from '../../../ui/toasts.ts';
import { api } from '../../session/api.ts';
import { newId } from '../../session/new-id.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';

export type Attachment = {
  id: string;
  file: File;
  preview: string;
  state: 'uploading' | 'failed' | 'ready';
  image?: ImageReference;
};

export type AttachmentList = {
  items: readonly Attachment[];
  /** All of them are on the server. */
  isReady: boolean;
  add(files: readonly File[]): void;
  retry(id: string): void;
  remove(id: string): void;
  clear(): void;
  parts(): ContentPart[];
};

const types: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
const largest = 10_000_000;
const most = 9;

/** Pictures that go with the next message; each is uploaded as soon as it is there. */
export function useAttachments(): AttachmentList {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const [items, setItems] = useState<readonly Attachment[]>([]);
  const latest = useRef(items);
  latest.current = items;
  useEffect(() => () => forget(latest.current), []);

  const change = useCallback((id: string, next: Partial<Attachment>) => {
    setItems((old) => old.map((one) => (one.id === id ? { ...one, ...next } : one)));
  }, []);
  const upload = useCallback(
    (attachment: Attachment) => {
      change(attachment.id, { state: 'uploading' });
      api.upload(attachment.file, attachment.file.name || 'image').then(
        ({ image }) => change(attachment.id, { state: 'ready', image }),
        (error: unknown) => {
          change(attachment.id, { state: 'failed' });
          tellProblem(error);
        },
      );
    },
    [change, tellProblem],
  );
  const add = (files: readonly File[]) => {
    const refused = files.map((file) => ({ file, why: refusal(file) })).filter((one) => one.why !== undefined);
    for (const { file, why } of refused)
      showToast({
        tone: 'danger',
        words:
          why === 'type'
            ? t('compose.notAnImage', { name: file.name })
            : t('compose.imageTooLarge', { name: file.name, size: largest / 1_000_000 }),
      });
    const taken = files
      .filter((file) => refusal(file) === undefined)
      .slice(0, most - items.length)
      .map((file): Attachment => ({ id: newId(), file, preview: URL.createObjectURL(file), state: 'uploading' }));
    setItems((old) => [...old, ...taken]);
    for (const one of taken) upload(one);
  };
  return {
    items,
    isReady: items.every((one) => one.state === 'ready'),
    add,
    retry: (id) => {
      const one = items.find((item) => item.id === id);
      if (one) upload(one);
    },
    remove: (id) => {
      forget(items.filter((one) => one.id === id));
      setItems((old) => old.filter((one) => one.id !== id));
    },
    clear: () => {
      forget(items);
      setItems([]);
    },
    parts: () => items.flatMap((one): ContentPart[] => (one.image ? [{ kind: 'image', image: one.image }] : [])),
  };
}

function refusal(file: File): 'type' | 'size' | undefined {
  if (!types.includes(file.type)) return 'type';
  return file.size > largest ? 'size' : undefined;
}

function forget(items: readonly Attachment[]): void {
  for (const one of items) URL.revokeObjectURL(one.preview);
}
