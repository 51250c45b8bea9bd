import { optionalField, requiredField, settingOf, words } from '../stores/kit/connection-fields.ts';
import type { ConnectionSettings } from '../stores/remote/remote-platform.ts';
import {
  type Kuaidi100Settings,
  kuaidi100Pushed,
  kuaidi100Request,
  kuaidi100Subscription,
  kuaidi100Url,
  readKuaidi100,
  readKuaidi100Push,
  readKuaidi100Subscription,
} from './kuaidi100.ts';
import type { TrackingService } from './services.ts';
import { commonFields } from './tracking-fields.ts';

/** 快递100 as a shop sets it up. */
export const kuaidi100Service: TrackingService = {
  service: 'kuaidi100',
  label: words('快递100', '快遞100', 'Kuaidi100'),
  fields: [
    requiredField(
      'customer',
      'text',
      words('授权编号（customer）', '授權編號（customer）', 'Customer'),
      words(
        '快递100 企业版后台的“我的信息”里可以看到。',
        '快遞100 企業版後台的「我的資訊」裡可以看到。',
        'Shown in the console of Kuaidi100 under “My information”.',
      ),
    ),
    requiredField(
      'key',
      'secret',
      words('授权 key', '授權 key', 'Key'),
      words('和授权编号在同一页。', '和授權編號在同一頁。', 'On the same page.'),
    ),
    optionalField(
      'usesPush',
      'switch',
      words('订阅推送', '訂閱推送', 'Let the service tell by itself'),
      words(
        '开通了“快递信息推送”服务时打开：每个包裹订阅一次，有新轨迹时由快递100 推送过来。服务器需要设置公网地址（PEAKDESK_PUBLIC_URL）。',
        '開通了「快遞資訊推送」服務時開啟：每個包裹訂閱一次，有新軌跡時由快遞100 推送過來。伺服器需要設定公開網址（PEAKDESK_PUBLIC_URL）。',
        'Where you have booked push: each parcel is subscribed to once and scans are sent here. The server has to have a public address (PEAKDESK_PUBLIC_URL).',
      ),
      { defaultValue: 'false' },
    ),
    ...commonFields(kuaidi100Url),
  ],
  limits: { perSecond: 5, burst: 5 },
  codeOf: (carrier) => carrier.code,
  question: (wanted, settings) => kuaidi100Request(wanted, settingsOf(settings)),
  read: readKuaidi100,
  faults: {
    400: 'unknown-carrier',
    408: 'wants-phone',
    500: 'nothing-yet',
    501: 'busy',
    502: 'busy',
    503: 'refused',
    600: 'refused',
    601: 'used-up',
    700: 'unknown-carrier',
    701: 'unknown-carrier',
    702: 'unknown-carrier',
    'not-read': 'busy',
  },
  subscription: {
    request: (wanted, settings, { url, salt }) => kuaidi100Subscription(wanted, { ...settingsOf(settings), salt }, url),
    read: readKuaidi100Subscription,
  },
  readPush: (form, settings, salt) => readKuaidi100Push(form, { ...settingsOf(settings), salt }),
  pushed: kuaidi100Pushed,
};

function settingsOf(settings: ConnectionSettings): Kuaidi100Settings {
  return {
    customer: settingOf(settings, 'customer'),
    key: settingOf(settings, 'key'),
    url: settingOf(settings, 'url', kuaidi100Url).replace(/\/+$/, ''),
  };
}
