import { optionalField, words } from '../kit/connection-fields.ts';
import { appKeyField, appSecretField, refusalReasonField, returnAddressField } from '../kit/shared-fields.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';

const page = words(
  '微信小店后台「服务 › 开发者」',
  '微信小店後台「服務 › 開發者」',
  'the shop console, “服务 › 开发者”',
);

/** What the owner fills in; every help says where it stands in the platform's own console. */
export const weixinShopFields: readonly ConnectionField[] = [
  appKeyField(
    'appId',
    'AppID',
    words(
      `${page['zh-CN']}页面顶部的 AppID，以 wx 开头。`,
      `${page['zh-TW']}頁面上方的 AppID，以 wx 開頭。`,
      `AppID at the top of ${page.en}; begins with wx.`,
    ),
  ),
  appSecretField(
    'appSecret',
    'AppSecret',
    words(
      '，只在生成时显示一次；重置后旧的立即失效',
      '，只在產生時顯示一次；重設後舊的立即失效',
      ', shown once when it is made; a reset ends the old one at once',
    ),
  ),
  optionalField(
    'callbackToken',
    'secret',
    words('消息推送 Token', '訊息推送 Token', 'Token of message push'),
    words(
      '「消息推送」里自己填写的 Token，两边要一致；数据格式选 JSON 或 XML 均可，加密方式选「安全模式」。',
      '「訊息推送」裡自行填寫的 Token，兩邊要一致；資料格式選 JSON 或 XML 皆可，加密方式選「安全模式」。',
      'The token you choose under “消息推送”, the same on both sides; format JSON or XML, encryption “安全模式”.',
    ),
  ),
  optionalField(
    'encodingKey',
    'secret',
    words('EncodingAESKey', 'EncodingAESKey', 'EncodingAESKey'),
    words(
      '「消息推送」里 43 位的消息加密密钥。',
      '「訊息推送」裡 43 碼的訊息加密金鑰。',
      'The 43 signs of the message key under “消息推送”.',
    ),
  ),
  optionalField(
    'previousEncodingKey',
    'secret',
    words('上一个 EncodingAESKey', '上一個 EncodingAESKey', 'Previous EncodingAESKey'),
    words(
      '更换密钥期间填写旧的，避免漏收推送；换完可清空。',
      '更換金鑰期間填寫舊的，避免漏收推送；換完可清空。',
      'The old key while it is being changed, so that no push is lost; may be emptied afterwards.',
    ),
  ),
  returnAddressField(
    'returnAddressId',
    words(
      '同意退货、换货时给买家的地址，在「店铺 › 地址管理」里查看编号；不填则使用平台默认退货地址。',
      '同意退貨、換貨時給買家的地址，在「店鋪 › 地址管理」查看編號；不填則使用平台預設退貨地址。',
      'Where buyers send goods back, from “店铺 › 地址管理”; empty means the platform’s default.',
    ),
  ),
  refusalReasonField(
    'rejectReasonType',
    words(
      '平台拒绝原因的枚举值（接口「获取拒绝售后原因」）；官方文档未固定默认值，请按店铺常用原因填写。',
      '平台拒絕原因的列舉值（介面「獲取拒絕售後原因」）；官方文件未固定預設值，請依店鋪常用原因填寫。',
      'One of the platform’s refusal reasons (call “获取拒绝售后原因”); its documents fix no default, so it is a setting.',
    ),
  ),
];
