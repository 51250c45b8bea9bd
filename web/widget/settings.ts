import { chooseLanguage, type WidgetLanguage } from './i18n.ts';

/** What the shop's page sets on the script tag. */
export type WidgetSettings = {
  shopId: string;
  /** Origin of the Peakdesk server. */
  host: string;
  language: WidgetLanguage;
  position: 'left' | 'right';
  /** The shop's own accent, '#rrggbb'. */
  color?: string;
  transport: 'auto' | 'poll';
};

/** Reads the script tag's data; undefined when there is no shop or no usable server. */
export function readSettings(
  data: Readonly<Record<string, string | undefined>>,
  page: { scriptUrl: string; languages: readonly string[] },
): WidgetSettings | undefined {
  const shopId = data.shop?.trim();
  const address = data.host ?? page.scriptUrl;
  if (!shopId || !URL.canParse(address)) return undefined;
  const color = data.color?.trim();
  return {
    shopId,
    host: new URL(address).origin,
    language: chooseLanguage(data.language ? [data.language] : page.languages),
    position: data.position === 'left' ? 'left' : 'right',
    transport: data.transport === 'poll' ? 'poll' : 'auto',
    ...(color && /^#[0-9a-f]{6}$/i.test(color) ? { color } : {}),
  };
}
