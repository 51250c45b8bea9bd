import { requiredField, settingOf, words } from '../stores/kit/connection-fields.ts';
import type { ConnectionSettings } from '../stores/remote/remote-platform.ts';
import {
  type CainiaoSettings,
  cainiaoPushed,
  cainiaoRequest,
  cainiaoUrl,
  readCainiao,
  readCainiaoPush,
} from './cainiao.ts';
import type { TrackingService } from './services.ts';
import { commonFields } from './tracking-fields.ts';

/** 菜鸟 as a shop sets it up; what its contract names is a setting. */
export const cainiaoService: TrackingService = {
  service: 'cainiao',
  label: words('菜鸟', '菜鳥', 'Cainiao'),
  fields: [
    requiredField(
      'providerId',
      'text',
      words('资源编码（logistic_provider_id）', '資源編碼（logistic_provider_id）', 'Provider id'),
      words(
        '菜鸟物流云控制台里应用的资源编码或 CP 编码。',
        '菜鳥物流雲主控台裡應用的資源編碼或 CP 編碼。',
        'The code of your application in the console of Cainiao.',
      ),
    ),
    requiredField(
      'secret',
      'secret',
      words('密钥（secretKey）', '金鑰（secretKey）', 'Secret key'),
      words('与资源编码在同一页。', '與資源編碼在同一頁。', 'On the same page.'),
    ),
    requiredField(
      'messageType',
      'text',
      words('查询消息的名称（msg_type）', '查詢訊息的名稱（msg_type）', 'Name of the message (msg_type)'),
      words(
        '按与菜鸟签约的轨迹查询接口填写；各家合约不同，官方公开文档未能确认。',
        '依與菜鳥簽約的軌跡查詢介面填寫；各家合約不同，官方公開文件未能確認。',
        'That of the tracking interface in your contract; contracts differ, and the public documents do not confirm one.',
      ),
    ),
    ...commonFields(cainiaoUrl),
  ],
  limits: { perSecond: 5, burst: 5 },
  codeOf: (carrier) => carrier.cainiao,
  question: (wanted, settings) => cainiaoRequest(wanted, settingsOf(settings)),
  read: readCainiao,
  faults: {
    S02: 'refused',
    S03: 'refused',
    S04: 'refused',
    S06: 'busy',
    S07: 'busy',
    S08: 'busy',
    'not-read': 'busy',
  },
  readPush: (form, settings) => readCainiaoPush(form, settingOf(settings, 'secret')),
  pushed: cainiaoPushed,
};

function settingsOf(settings: ConnectionSettings): CainiaoSettings {
  return {
    providerId: settingOf(settings, 'providerId'),
    secret: settingOf(settings, 'secret'),
    messageType: settingOf(settings, 'messageType'),
    url: settingOf(settings, 'url', cainiaoUrl),
  };
}
