import { tabSearch } from '../../shell/tab-search.ts';

export const settingsTabs = ['reception', 'limits', 'systems', 'model'] as const;

/** Which part of the settings stands in the address. */
export const readSettingsSearch = tabSearch(settingsTabs);
