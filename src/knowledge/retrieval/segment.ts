import { segment as segmentRun } from '../../understanding/index.ts';

/** Words of a normalised text: Chinese runs by the dictionary (the one the understanding has loaded), others by spaces. */
export function segment(normalised: string): readonly string[] {
  return (normalised.match(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu) ?? []).flatMap((piece) =>
    /^\p{Script=Han}{2,}/u.test(piece) ? segmentRun(piece) : [piece],
  );
}
