import { describe, expect, it } from 'vitest';
import { topicOf } from './read-reason.ts';

describe("a reason in the customer's own words", () => {
  it.each([
    ['裤腰那里勒得难受', 'size'],
    ['我妈嫌颜色老气不好看', 'dislike'],
    ['家里人已经买了一个，用不着了', 'no-need'],
    ['下单时手快选错了', 'mistake'],
    ['别的店便宜好多', 'price'],
    ['快递一个礼拜没动静了', 'stuck'],
    ['快递说件丢了找不回来', 'lost'],
    ['跟网页上的照片差太多', 'described'],
    ['洗了一次就起球掉色', 'quality'],
    ['打开杯子就是碎的', 'damaged'],
    ['里面少了一根充电线', 'missing'],
    ['it is far too tight on me', 'size'],
    ['I changed my mind about it', 'no-need'],
  ])('%s', (text, topic) => {
    expect(topicOf(text, 0.4)).toBe(topic);
  });

  it.each(['我要退货', '退到我的微信', '外套那件', '谢谢', 'please return the lamp', '还有别的事吗'])(
    '%s tells none',
    (text) => {
      expect(topicOf(text, 0.4)).toBeUndefined();
    },
  );
});
