import type { Trouble } from '../state/widget-state.ts';

/** Types that the server takes, as a file input wants them. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
/** Largest picture in bytes. */
export const imageLimit = 10_000_000;
/** Pictures of one message. */
export const imagesAtOnce = 6;

/** What is wrong with a file before it is sent, if anything. */
export function checkImage(file: { type: string; size: number }): Trouble | undefined {
  if (!imageTypes.some((type) => type === file.type)) return { key: 'image.wrong-type' };
  if (file.size > imageLimit) return { key: 'image.too-large' };
  return undefined;
}
