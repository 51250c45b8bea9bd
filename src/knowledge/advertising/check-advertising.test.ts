import { describe, expect, test } from 'vitest';
import { type AdvertisingGroup, checkAdvertising } from './check-advertising.ts';

describe('is not allowed in what sells', () => {
  test.each<[string, AdvertisingGroup]>([
    ['本店最好的面霜', 'superlative'],
    ['全网质量最佳', 'superlative'],
    ['最优惠的价格', 'superlative'],
    ['最便宜', 'superlative'],
    ['历史最低价', 'superlative'],
    ['最高级的面料', 'superlative'],
    ['最新技术加持', 'superlative'],
    ['最大优惠只在今天', 'superlative'],
    ['最受欢迎的礼物', 'superlative'],
    ['最 佳 选 择', 'superlative'],
    ['最\u200b佳选择', 'superlative'],
    ['最·先·进', 'superlative'],
    ['銷量第一', 'first'],
    ['全网第一', 'first'],
    ['行业第一品牌', 'first'],
    ['唯一选择', 'first'],
    ['热销 NO.1', 'first'],
    ['品类ＴＯＰ１', 'first'],
    ['国家级品质', 'grade'],
    ['世界级工艺', 'grade'],
    ['顶级羊绒', 'grade'],
    ['頂級羊絨', 'grade'],
    ['极致体验', 'grade'],
    ['终极防护', 'grade'],
    ['独家配方', 'exclusive'],
    ['全网首发', 'exclusive'],
    ['妈妈的首选', 'exclusive'],
    ['绝对正品', 'absolute'],
    ['100%有效', 'absolute'],
    ['１００％ 不掉色', 'absolute'],
    ['万能神器', 'absolute'],
    ['永久防水', 'absolute'],
    ['根治脱发', 'absolute'],
    ['仅此一次', 'pressure'],
    ['最后一波福利', 'pressure'],
    ['the best cream ever', 'english'],
    ['best-selling jacket', 'english'],
    ['100% safe for babies', 'english'],
  ])('%s', (text, group) => {
    expect(checkAdvertising(text).map((one) => one.group)).toContain(group);
  });
});

describe('only looks like it', () => {
  test.each([
    '最近的物流',
    '最后一次物流更新在昨天',
    '最晚明天发货',
    '最迟 48 小时内发出',
    '最早周五到',
    '最快明天送达',
    '最多可叠加一张券',
    '最少两件起购',
    '最高可减 50 元',
    '最高温度 60℃',
    '最低起订量 2 件',
    '最大承重 20 公斤',
    '最新物流：已到达杭州',
    '包裹的最新位置',
    '以最新的公告为准',
    '最好先联系客服再寄回',
    '最好在签收当天检查',
    '最终以实际到账为准',
    '最后请拍照上传',
    '第一次购买',
    '第一时间为您处理',
    '第一步先打开订单',
    '第一件原价，第二件半价',
    '唯一订单号在包裹上',
    '每个订单有唯一的编号',
    '100% 棉',
    '100%聚酯纤维',
    '100% cotton',
    '电量100%时指示灯灭',
    '绝对不要用热水洗',
    '万能转换插头一个',
    '永久地址请写详细',
    '首选项里可以关闭',
    'best before 2027-01',
    'Best regards',
    'it is best to wash it cold',
    'Best eaten within 15 days of arrival',
    '周一到周五发货',
    '订单号 NO.12345',
  ])('%s', (text) => {
    expect(checkAdvertising(text)).toEqual([]);
  });
});

test('words are told once, in reading order', () => {
  expect(checkAdvertising('顶级面料，绝对正品，销量第一').map((one) => one.group)).toEqual([
    'grade',
    'absolute',
    'first',
  ]);
});
