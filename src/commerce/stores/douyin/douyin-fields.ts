import { optionalField, requiredField, words } from '../kit/connection-fields.ts';
import { appKeyField, appSecretField, onlyRefreshTokenField, returnAddressField } from '../kit/shared-fields.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';
import { defaultOperations } from './douyin-states.ts';

const operations = Object.entries(defaultOperations)
  .map(([name, type]) => `${name}=${type}`)
  .join('; ');

/** What the owner fills in; every help says where it stands in the platform's own console. */
export const douyinFields: readonly ConnectionField[] = [
  appKeyField(
    'appKey',
    'App Key',
    words(
      '抖店开放平台「控制台 › 应用详情」里的 App Key，19 位数字。',
      '抖店開放平台「控制台 › 應用詳情」裡的 App Key，19 位數字。',
      'App Key under “控制台 › 应用详情” of the 抖店 open platform, 19 digits.',
    ),
  ),
  appSecretField('appSecret', 'App Secret'),
  requiredField(
    'shopId',
    'text',
    words('店铺 ID', '店鋪 ID', 'Shop id'),
    words(
      '抖店后台右上角店铺名称旁的店铺 ID。自用型应用凭它换取令牌。',
      '抖店後台右上角店鋪名稱旁的店鋪 ID。自用型應用憑它換取權杖。',
      'The id beside the shop’s name at the top right of the shop console; an app for own use gets its token by it.',
    ),
  ),
  onlyRefreshTokenField(
    false,
    words(
      '只有工具型应用需要：店铺授权后返回的 refresh_token。自用型应用请留空。',
      '只有工具型應用需要：店鋪授權後回傳的 refresh_token。自用型應用請留空。',
      'Only for apps of the tool type: the refresh_token of the shop’s authorisation. Leave empty for an app for own use.',
    ),
  ),
  returnAddressField(
    'returnAddressId',
    words(
      '同意退货、换货时给买家的地址：抖店后台「物流 › 地址库」里的地址 ID。',
      '同意退貨、換貨時給買家的地址：抖店後台「物流 › 地址庫」裡的地址 ID。',
      'Where buyers send goods back: the id under “物流 › 地址库” of the shop console.',
    ),
  ),
  optionalField(
    'operations',
    'text',
    words('售后审核操作码', '售後審核操作碼', 'Numbers of after-sales operations'),
    words(
      `平台的操作码说明页（question-docs/93/2752）未能核实，默认：${operations}。如平台返回操作类型错误，请按该页修改，格式相同。`,
      `平台的操作碼說明頁（question-docs/93/2752）未能核實，預設：${operations}。如平台回傳操作類型錯誤，請依該頁修改，格式相同。`,
      `The platform’s page of these numbers (question-docs/93/2752) could not be confirmed. Default: ${operations}. If the platform refuses them, enter those of the page in the same form.`,
    ),
  ),
];
