/** What a number counts, in one word for all its spellings; undefined where the text does not say. */
export function unitAt(text: string, start: number, end: number): string | undefined {
  if (/[¥￥$€£]\s?$/.test(text.slice(Math.max(0, start - 2), start))) return 'money';
  const after = text.slice(end, end + 24);
  return units.find(({ pattern }) => pattern.test(after))?.unit;
}

/** Longer words before those that they begin with. */
const units: readonly { unit: string; pattern: RegExp }[] = [
  { unit: 'percent', pattern: /^\s?(?:[%％]|percent\b)/i },
  { unit: 'off', pattern: /^\s?折/ },
  { unit: 'money', pattern: /^\s?(?:元|块|塊|圆|圓|人民币|yuan\b|rmb\b|cny\b|usd\b|dollars?\b|bucks?\b)/i },
  { unit: 'working-day', pattern: /^\s?个?(?:工作日|工作天)|^\s?(?:business|working)\s+days?\b/i },
  { unit: 'hour', pattern: /^\s?个?(?:小时|小時|钟头|鐘頭)|^\s?hours?\b/i },
  { unit: 'minute', pattern: /^\s?(?:分钟|分鐘)|^\s?minutes?\b/i },
  { unit: 'week', pattern: /^\s?个?(?:周|週|星期|礼拜|禮拜)|^\s?weeks?\b/i },
  { unit: 'month', pattern: /^\s?(?:个月|個月)|^\s?months?\b/i },
  { unit: 'year', pattern: /^\s?年|^\s?years?\b/i },
  { unit: 'day', pattern: /^\s?(?:天|日内|日內)|^\s?days?\b/i },
  { unit: 'times', pattern: /^\s?次|^\s?times\b/i },
];
