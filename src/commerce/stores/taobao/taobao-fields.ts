import { optionalField, requiredField, words } from '../kit/connection-fields.ts';
import {
  appKeyField,
  appSecretField,
  decisionHoursField,
  refreshTokenField,
  returnAddressField,
} from '../kit/shared-fields.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';

/** What the owner fills in; every help says where it stands in the platform's own console. */
export const taobaoFields: readonly ConnectionField[] = [
  appKeyField(
    'appKey',
    'App Key',
    words(
      '淘宝开放平台「控制台 › 应用管理 › 应用证书」里的 App Key。',
      '淘寶開放平台「控制台 › 應用管理 › 應用憑證」裡的 App Key。',
      'App Key under “控制台 › 应用管理 › 应用证书” of the Taobao open platform.',
    ),
  ),
  appSecretField('appSecret', 'App Secret'),
  requiredField(
    'sessionKey',
    'secret',
    words('SessionKey（店铺授权）', 'SessionKey（店鋪授權）', 'SessionKey (the shop’s authorisation)'),
    words(
      '店铺主账号登录授权页（oauth.taobao.com）后得到的 access_token。有效期取决于应用类目，请以授权返回为准。',
      '店鋪主帳號登入授權頁（oauth.taobao.com）後取得的 access_token。效期取決於應用類目，請以授權回傳為準。',
      'The access_token that the shop’s main account gets at oauth.taobao.com. How long it lives depends on the app’s category.',
    ),
  ),
  refreshTokenField(words('部分应用类目不支持续期。', '部分應用類目不支援續期。', 'Some app categories cannot renew.')),
  optionalField(
    'signMethod',
    'choice',
    words('签名算法', '簽章演算法', 'Signature'),
    words(
      '三种平台都支持；HMAC-SHA256 的细节只见于官方 SDK，若报签名错误请改用 HMAC-MD5。',
      '三種平台都支援；HMAC-SHA256 的細節只見於官方 SDK，若回報簽章錯誤請改用 HMAC-MD5。',
      'The platform takes all three; the details of HMAC-SHA256 stand only in its SDK: choose HMAC-MD5 if signatures are refused.',
    ),
    {
      defaultValue: 'hmac',
      choices: [
        { value: 'hmac', label: words('HMAC-MD5', 'HMAC-MD5', 'HMAC-MD5') },
        { value: 'hmac-sha256', label: words('HMAC-SHA256', 'HMAC-SHA256', 'HMAC-SHA256') },
        { value: 'md5', label: words('MD5', 'MD5', 'MD5') },
      ],
    },
  ),
  returnAddressField(
    'sellerAddressId',
    words(
      '同意退货时使用的卖家地址库编号（接口 taobao.logistics.address.search 的 contact_id）。',
      '同意退貨時使用的賣家地址庫編號（介面 taobao.logistics.address.search 的 contact_id）。',
      'Id of the seller address for returns (contact_id of taobao.logistics.address.search).',
    ),
  ),
  optionalField(
    'sandbox',
    'switch',
    words('使用沙箱', '使用沙箱', 'Use the sandbox'),
    words(
      '连接淘宝开放平台沙箱（gw.api.tbsandbox.com），需要沙箱应用与沙箱账号。',
      '連接淘寶開放平台沙箱（gw.api.tbsandbox.com），需要沙箱應用與沙箱帳號。',
      'Talks to the sandbox (gw.api.tbsandbox.com); needs an app and an account there.',
    ),
    { defaultValue: 'false' },
  ),
  decisionHoursField,
];
