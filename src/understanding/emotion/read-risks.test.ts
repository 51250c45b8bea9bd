import { describe, expect, it } from 'vitest';
import { normalizeText } from '../normalize/normalize-text.ts';
import { createRiskReader } from './read-risks.ts';

const read = createRiskReader();
const risksOf = (text: string) => read(normalizeText(text).text);

describe('risks', () => {
  it.each([
    ['再不处理我打12315', ['authority']],
    ['我要向消協檢舉', ['authority']],
    ['去工商局举报你们', ['authority']],
    ['曝光你们', ['exposure']],
    ['发小红书让大家看看', ['exposure']],
    ['我找记者', ['exposure']],
    ["I'll post this on TikTok", ['exposure']],
    ['法院见', ['lawsuit']],
    ['my lawyer will be in touch', ['lawsuit']],
    ['充电的时候起火了', ['safety']],
    ['孩子吃了过敏送医院了', ['safety']],
    ['手被烫伤了', ['safety']],
    ['the charger caught fire', ['safety']],
    ['不想活了', ['self-harm']],
    ['你们是骗子', ['fraud']],
    ['this is a scam', ['fraud']],
    ['打12315曝光你们，律师函等着', ['authority', 'exposure', 'lawsuit']],
  ])('are found in %s', (text, risks) => {
    expect(risksOf(text)).toEqual(risks);
  });

  it.each([
    '我要投诉',
    '工商银行可以付款吗',
    '相机的过曝光补偿怎么调',
    '小红书上看到推荐来的',
    '送到法院路12号',
    '爆炸盐怎么用',
    '会不会漏电',
    '宝宝用会过敏吗',
    '烫伤膏有吗',
    '燃气灶打不着火',
    '跳楼价吗',
    '订单1231512315',
    '防骗提醒',
    'tennis court shoes in size 9',
    'what is the news today',
    'will it explode?',
  ])('are not seen in %s', (text) => {
    expect(risksOf(text)).toEqual([]);
  });

  it("come from the shop's own table where it has one", () => {
    const own = createRiskReader([{ risk: 'exposure', says: '上论坛', unless: '上论坛看' }]);
    expect(own('我要上论坛骂你')).toEqual(['exposure']);
    expect(own('上论坛看到的')).toEqual([]);
    expect(own('打12315')).toEqual([]);
  });
});
