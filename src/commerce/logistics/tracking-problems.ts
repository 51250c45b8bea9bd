import { words } from '../stores/kit/connection-fields.ts';
import type { LocalizedText } from '../types.ts';
import type { TrackingFault } from './services.ts';

/** Faults that are the service's (or the settings'), not one parcel's: then nobody is asked for a while. */
export const serviceFaults = ['refused', 'used-up', 'busy'] as const satisfies readonly TrackingFault[];
export type ServiceFault = (typeof serviceFaults)[number];

/** Whether a fault is of the service as a whole. */
export function isServiceFault(fault: TrackingFault): fault is ServiceFault {
  return serviceFaults.some((one) => one === fault);
}

/** What is wrong with the service, for the owner. */
export const serviceProblems: Readonly<Record<ServiceFault | 'no-public-address', LocalizedText>> = {
  refused: words(
    '物流查询服务拒绝了授权信息，请核对编号和密钥，并确认账号已开通查询服务。',
    '物流查詢服務拒絕了授權資訊，請核對編號和金鑰，並確認帳號已開通查詢服務。',
    'The tracking service refuses the keys: check them, and that tracking is booked for the account.',
  ),
  'used-up': words(
    '物流查询服务的额度已用完或授权已过期，请到服务商后台续费。',
    '物流查詢服務的額度已用完或授權已過期，請到服務商後台續費。',
    'The questions at the tracking service are used up, or the contract has ended: renew it there.',
  ),
  busy: words(
    '物流查询服务暂时没有正常回应，稍后会自动重试。',
    '物流查詢服務暫時沒有正常回應，稍後會自動重試。',
    'The tracking service does not answer properly just now; it is tried again later.',
  ),
  'no-public-address': words(
    '打开了订阅推送，但服务器没有设置公网地址（PEAKDESK_PUBLIC_URL），对方推送不过来。',
    '開啟了訂閱推送，但伺服器沒有設定公開網址（PEAKDESK_PUBLIC_URL），對方推送不過來。',
    'Push is switched on, but this server has no public address (PEAKDESK_PUBLIC_URL) to which it could go.',
  ),
};

/** What a working service is told with. */
export const serviceWorks: LocalizedText = words(
  '已连接，授权信息有效。',
  '已連接，授權資訊有效。',
  'Connected; the keys are valid.',
);
