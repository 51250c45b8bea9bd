import { optionalField, words } from '../kit/connection-fields.ts';
import {
  accessTokenField,
  appKeyField,
  appSecretField,
  decisionHoursField,
  refreshTokenField,
  unitField,
} from '../kit/shared-fields.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';

/** What the owner fills in; every help says where it stands in the platform's own console. */
export const jdFields: readonly ConnectionField[] = [
  appKeyField(
    'appKey',
    'App Key',
    words(
      '京东宙斯开放平台「控制台 › 应用管理 › 应用详情」。订单接口属敏感接口，应用需运行在京东云鼎环境。',
      '京東宙斯開放平台「控制台 › 應用管理 › 應用詳情」。訂單介面屬敏感介面，應用需執行在京東雲鼎環境。',
      '“控制台 › 应用管理 › 应用详情” of the JD open platform. Order interfaces are sensitive: the app has to run in JD’s own cloud (云鼎).',
    ),
  ),
  appSecretField('appSecret', 'App Secret'),
  accessTokenField,
  refreshTokenField(),
  optionalField(
    'operator',
    'text',
    words('操作人账号', '操作人帳號', 'Operator account'),
    words(
      '查询和审核售后时提交给京东的操作人（商家子账号），会显示在京麦的操作记录里。',
      '查詢和審核售後時提交給京東的操作人（商家子帳號），會顯示在京麥的操作記錄裡。',
      'The seller sub-account that is named for after-sales work; shown in the console’s record.',
    ),
    { defaultValue: 'peakdesk' },
  ),
  unitField(
    'refundSumUnit',
    words('退款申请金额单位', '退款申請金額單位', 'Unit of refund amounts'),
    words(
      '官方文档未确认「取消退款」接口 applyRefundSum 的单位；请对照京麦后台的一笔退款核对后选择。',
      '官方文件未確認「取消退款」介面 applyRefundSum 的單位；請對照京麥後台的一筆退款確認後選擇。',
      'The documents do not confirm the unit of applyRefundSum; compare one refund with the console and choose.',
    ),
    ['fen', 'yuan'],
  ),
  optionalField(
    'caseStates',
    'text',
    words('服务单状态对照', '服務單狀態對照', 'States of services'),
    words(
      '服务单状态码未能由官方文档确认；如发现不符，按「状态码=内部状态」填写，用分号隔开，例如 10001=applied; 10010=success。',
      '服務單狀態碼未能由官方文件確認；如發現不符，依「狀態碼=內部狀態」填寫，用分號隔開，例如 10001=applied; 10010=success。',
      'The status numbers of services are confirmed by no document; where one is wrong, enter number=state, separated by semicolons, e.g. 10001=applied; 10010=success.',
    ),
  ),
  decisionHoursField,
];
