import { optionalField, settingOf, words } from '../stores/kit/connection-fields.ts';
import { allowPrivateField } from '../stores/kit/typed-settings.ts';
import type { ConnectionField, ConnectionSettings } from '../stores/remote/remote-platform.ts';

/** Fields that every tracking service has after its own: how often it is asked, and where it is. */
export function commonFields(url: string): readonly ConnectionField[] {
  return [
    optionalField(
      'dailyLooks',
      'text',
      words('每天最多查询次数', '每天最多查詢次數', 'Questions a day at most'),
      words(
        '物流查询通常按次计费；用完当天额度后，第二天零点（北京时间）继续。',
        '物流查詢通常按次計費；用完當天額度後，隔天零點（北京時間）繼續。',
        'Tracking services charge by the question; when these are used up it goes on at midnight (GMT+8).',
      ),
      { defaultValue: String(defaultDailyLooks) },
    ),
    optionalField(
      'url',
      'url',
      words('接口地址', '介面網址', 'Address of the service'),
      words(
        '经自己的代理转发时才需要修改。',
        '經自己的代理轉送時才需要修改。',
        'Only to be changed where your own proxy stands in between.',
      ),
      { defaultValue: url },
    ),
    allowPrivateField,
  ];
}

const defaultDailyLooks = 2_000;

/** How many questions a shop pays for on one day. */
export function dailyLooksOf(settings: ConnectionSettings): number {
  const looks = Number(settingOf(settings, 'dailyLooks', String(defaultDailyLooks)));
  return Number.isInteger(looks) && looks >= 0 ? looks : defaultDailyLooks;
}
