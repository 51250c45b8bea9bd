import { createStaffApi } from '../../api/client.ts';
import { currentLanguage } from '../../i18n/index.ts';

/** The server, as the whole workspace talks to it. */
export const api = createStaffApi({ language: currentLanguage });
