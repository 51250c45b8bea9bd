import { listVerdictKeys, refusals } from '../../commerce/index.ts';
import { handOffReasons } from '../types.ts';
import { dialogueWording } from './packs.ts';

/** Every key of the packs, sorted. */
export function wordingKeys(): readonly string[] {
  return Object.keys(dialogueWording['zh-CN']).sort();
}

/** Keys that other rooms and the rules may ask for; each must have words in all languages (tested). */
export function neededKeys(): readonly string[] {
  return [...listVerdictKeys(), ...Object.keys(refusals), ...handOffReasons.map((reason) => `hand-off.${reason}`)];
}
