import { troubleOf } from '../connection/failure.ts';
import type { WidgetCalls } from '../connection/widget-calls.ts';
import type { Store } from '../state/store.ts';
import type { Upload } from '../state/widget-state.ts';
import { checkImage, imagesAtOnce } from './check-image.ts';
import type { Pictures } from './pictures.ts';

/** Pictures that are being sent to the server before their message. */
export type Uploads = ReturnType<typeof createUploads>;

/** Takes pictures in, uploads them with progress, keeps what failed for another try. */
export function createUploads(given: {
  store: Store;
  calls: Pick<WidgetCalls, 'upload'>;
  pictures: Pictures;
  /** A session is needed to upload. */
  ready(): Promise<void>;
}) {
  const { store, calls, pictures } = given;
  const files = new Map<string, File>();
  let count = 0;

  const put = (uploadId: string, change: Partial<Upload>) => {
    const upload = store.get().uploads.find((one) => one.uploadId === uploadId);
    if (upload) store.dispatch({ type: 'upload', upload: { ...upload, ...change } });
  };

  const run = async (uploadId: string): Promise<void> => {
    const file = files.get(uploadId);
    if (!file) return;
    await given.ready();
    const answer = await calls.upload(file, file.name, (progress) => put(uploadId, { progress }));
    if (!answer.ok) return put(uploadId, { progress: 0, trouble: troubleOf(answer.failure) });
    const { image } = answer.value;
    const { previewUrl } = store.get().uploads.find((one) => one.uploadId === uploadId) ?? {};
    if (previewUrl) pictures.know(image.fileId, previewUrl);
    put(uploadId, { progress: 1, image });
  };

  return {
    /** Files that were chosen, pasted or dropped; what is no picture is left with a word about it. */
    add: (chosen: readonly File[]) => {
      for (const file of chosen) {
        const uploadId = `upload-${++count}`;
        const isTooMany = store.get().uploads.length >= imagesAtOnce;
        if (isTooMany) return;
        const trouble = checkImage(file);
        const upload = { uploadId, name: file.name, previewUrl: URL.createObjectURL(file), progress: 0 };
        store.dispatch({ type: 'upload', upload: trouble ? { ...upload, trouble } : upload });
        if (trouble) continue;
        files.set(uploadId, file);
        void run(uploadId);
      }
    },
    /** Whether another try makes sense. */
    canRetry: (uploadId: string) => files.has(uploadId),
    retry: (uploadId: string) => {
      const upload = store.get().uploads.find((one) => one.uploadId === uploadId);
      if (!upload) return;
      const { trouble: _, ...rest } = upload;
      store.dispatch({ type: 'upload', upload: { ...rest, progress: 0 } });
      void run(uploadId);
    },
    remove: (uploadId: string) => {
      files.delete(uploadId);
      store.dispatch({ type: 'upload-removed', uploadId });
    },
  };
}
