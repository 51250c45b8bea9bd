import { medusa } from './medusa/index.ts';
import type { RemotePlatform } from './remote/remote-platform.ts';
import { vendure } from './vendure/index.ts';

/** The one list of platforms elsewhere to which a shop can be connected; each is a folder beside this file. */
export const remotePlatforms: readonly RemotePlatform[] = [vendure, medusa];
