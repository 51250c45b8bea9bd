/** Line drawings of goods on a field of 64 × 64; `soft` is the filled form behind the lines. */
type Drawing = { soft: string; lines: string };

const drawings = {
  jacket: {
    soft: 'M22 14l10 5 10-5 11 8-3 15-6-2v17H20V35l-6 2-3-15z',
    lines: 'M22 14l10 5 10-5 11 8-3 15-6-2v17H20V35l-6 2-3-15zM32 19v33M20 30h24M20 41h24M27 13c1 3 9 3 10 0',
  },
  top: {
    soft: 'M23 14c2 5 16 5 18 0l12 7-5 12-5-2v19H21V31l-5 2-5-12z',
    lines: 'M23 14c2 5 16 5 18 0l12 7-5 12-5-2v19H21V31l-5 2-5-12zM27 40h10',
  },
  trousers: { soft: 'M21 12h22l4 40H36l-4-25-4 25H17z', lines: 'M21 12h22l4 40H36l-4-25-4 25H17zM20 19h24M32 12v15' },
  skirt: { soft: 'M22 14h20l9 36H13z', lines: 'M22 14h20l9 36H13zM21 20h22M26 20l-5 30M32 20v30M38 20l5 30' },
  shoe: {
    soft: 'M10 40V26c5 4 10 3 12-2l10 9c6 4 21 2 22 9v6H10z',
    lines: 'M10 40V26c5 4 10 3 12-2l10 9c6 4 21 2 22 9v6H10zM10 42h44M25 29l-4 4M30 33l-4 4',
  },
  cap: {
    soft: 'M12 40c0-12 8-21 20-21s20 9 20 21z',
    lines: 'M12 40c0-12 8-21 20-21s20 9 20 21zM12 40h42c4 0 4 6-2 6H32M32 19c-6 5-8 12-8 21M32 19c6 5 8 12 8 21',
  },
  sock: {
    soft: 'M24 12h14v20l9 8c5 5-2 13-8 10L22 38c-3-2 2-6 2-9z',
    lines: 'M24 12h14v20l9 8c5 5-2 13-8 10L22 38c-3-2 2-6 2-9zM24 19h14M38 32c-3 0-5 2-6 5',
  },
  tube: { soft: 'M22 12h20l-4 32H26z', lines: 'M22 12h20l-4 32H26zM26 44h12v8H26zM22 12h20M27 22h10M28 28h8' },
  bottle: {
    soft: 'M22 28c0-4 4-5 4-9h12c0 4 4 5 4 9v24H22z',
    lines: 'M22 28c0-4 4-5 4-9h12c0 4 4 5 4 9v24H22zM27 19v-7h10v7M22 34h20M22 45h20',
  },
  jar: {
    soft: 'M16 28h32v20a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4z',
    lines: 'M16 28h32v20a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4zM18 18h28v10H18zM24 40h16',
  },
  lipstick: { soft: 'M26 16l12 6v12H26z', lines: 'M26 34V16l12 6v12M23 34h18v18H23zM23 42h18' },
  bag: { soft: 'M18 16h28l3 36H15z', lines: 'M18 16h28l3 36H15zM18 16l2-5h24l2 5M24 30h16M24 37h16' },
  box: {
    soft: 'M12 24l20-9 20 9v20l-20 9-20-9z',
    lines: 'M12 24l20-9 20 9v20l-20 9-20-9zM12 24l20 9 20-9M32 33v20M22 19l20 9',
  },
  bowl: {
    soft: 'M11 32h42c0 11-8 19-21 19S11 43 11 32z',
    lines:
      'M11 32h42c0 11-8 19-21 19S11 43 11 32zM26 24c-3-4 3-6 0-10M34 24c-3-4 3-6 0-10M42 24c-3-4 3-6 0-10M24 52h16',
  },
  fruit: {
    soft: 'M32 20c12-4 19 4 18 14S41 52 32 52s-17-8-18-18 6-18 18-14z',
    lines: 'M32 20c12-4 19 4 18 14S41 52 32 52s-17-8-18-18 6-18 18-14zM32 20c0-4 2-8 7-9M22 30c1-3 3-4 5-4',
  },
  earbuds: {
    soft: 'M14 32h36v12a8 8 0 0 1-8 8H22a8 8 0 0 1-8-8z',
    lines:
      'M14 32h36v12a8 8 0 0 1-8 8H22a8 8 0 0 1-8-8zM20 32V19a5 5 0 0 1 10 0v5h-4v8M44 32V19a5 5 0 0 0-10 0v5h4v8M30 42h4',
  },
  charger: {
    soft: 'M20 24h24v22a6 6 0 0 1-6 6H26a6 6 0 0 1-6-6z',
    lines: 'M20 24h24v22a6 6 0 0 1-6 6H26a6 6 0 0 1-6-6zM27 24V13M37 24V13M34 30l-5 8h6l-5 8',
  },
  watch: {
    soft: 'M21 22h22v20H21z',
    lines: 'M21 22h22v20H21zM25 22l2-11h10l2 11M25 42l2 11h10l2-11M27 30h4l2 4 2-7 2 3',
  },
  speaker: {
    soft: 'M19 12h26a3 3 0 0 1 3 3v34a3 3 0 0 1-3 3H19a3 3 0 0 1-3-3V15a3 3 0 0 1 3-3z',
    lines:
      'M19 12h26a3 3 0 0 1 3 3v34a3 3 0 0 1-3 3H19a3 3 0 0 1-3-3V15a3 3 0 0 1 3-3zM32 46a9 9 0 1 0 0-18 9 9 0 0 0 0 18M32 40a3 3 0 1 0 0-6 3 3 0 0 0 0 6M32 20h.1',
  },
  screen: { soft: 'M10 14h44v28H10z', lines: 'M10 14h44v28H10zM24 51h16M32 42v9M10 36h44' },
  keyboard: { soft: 'M8 22h48v22H8z', lines: 'M8 22h48v22H8zM14 29h3M22 29h3M30 29h3M38 29h3M46 29h4M16 37h32' },
  kettle: {
    soft: 'M18 24h26l4 27H15z',
    lines: 'M18 24h26l4 27H15zM22 24c0-7 18-7 18 0M44 28c9-1 9 12 3 15M18 28l-7-4M31 17v-4M24 42h12',
  },
  dryer: {
    soft: 'M14 18h26c8 0 12 4 12 8s-4 8-12 8H14z',
    lines: 'M14 18h26c8 0 12 4 12 8s-4 8-12 8H14zM14 18v16M8 22v8M28 34l2 18h8l-2-18',
  },
  babyBottle: {
    soft: 'M23 26h18v22a5 5 0 0 1-5 5h-8a5 5 0 0 1-5-5z',
    lines: 'M23 26h18v22a5 5 0 0 1-5 5h-8a5 5 0 0 1-5-5zM21 26h22v-6H21zM28 20c0-5 1-9 4-9s4 4 4 9M23 34h7M23 41h7',
  },
  stroller: {
    soft: 'M12 28h34c0 10-7 16-17 16S12 38 12 28z',
    lines:
      'M12 28h34c0 10-7 16-17 16S12 38 12 28zM29 28V12c-10 0-17 6-17 16M46 28l4-11h5M22 54a4 4 0 1 0 0-8 4 4 0 0 0 0 8M38 54a4 4 0 1 0 0-8 4 4 0 0 0 0 8',
  },
  blocks: {
    soft: 'M12 32h20v20H12zM32 32h20v20H32z',
    lines: 'M12 32h20v20H12zM32 32h20v20H32zM22 12h20v20H22zM22 46l0-8M29 18h6M32 18v8M39 38c4 0 4 4 0 4h4v4h-6',
  },
  bedding: {
    soft: 'M10 34c8-5 36-5 44 0v14H10z',
    lines: 'M10 34c8-5 36-5 44 0v14H10zM10 52V16M54 52V34M14 31c0-8 16-8 16-1M34 30c0-8 16-7 16 1M10 42h44',
  },
  cup: {
    soft: 'M20 20h24v28a5 5 0 0 1-5 5H25a5 5 0 0 1-5-5z',
    lines: 'M20 20h24v28a5 5 0 0 1-5 5H25a5 5 0 0 1-5-5zM22 12h20v8H22zM20 30h24M36 12V8',
  },
  pan: {
    soft: 'M8 30h34c0 12-6 18-17 18S8 42 8 30z',
    lines: 'M8 30h34c0 12-6 18-17 18S8 42 8 30zM42 32l15-6M18 23c-2-3 2-5 0-8M27 23c-2-3 2-5 0-8',
  },
  lamp: { soft: 'M20 12h20l6 16H14z', lines: 'M20 12h20l6 16H14zM30 28v22M18 52h24M30 34h.1M38 28v6' },
  chair: {
    soft: 'M22 10h20v22H22z',
    lines: 'M22 10h20v22H22zM17 36h30M32 36v10M20 53l12-7 12 7M17 36v-8M47 36v-8M22 18h20M22 25h20',
  },
  candle: {
    soft: 'M20 28h24v24H20z',
    lines: 'M20 28h24v24H20zM32 28v-5M32 23c-5-4-1-8 0-11 1 3 5 7 0 11M20 36h24M20 46h24',
  },
  towel: {
    soft: 'M16 14h32v30H16z',
    lines: 'M16 14h32v30H16zM16 44v7M23 44v7M30 44v7M37 44v7M44 44v7M16 36h32M16 32h32',
  },
} as const satisfies Readonly<Record<string, Drawing>>;

type DrawingName = keyof typeof drawings;

/** Words in a product's name, the first that fits decides; for names in three languages. */
const byWord: readonly { name: DrawingName; words: RegExp }[] = [
  { name: 'shoe', words: /鞋|靴|shoe|boot/i },
  { name: 'cap', words: /帽(?!卫|T)|baseball cap/i },
  { name: 'sock', words: /袜|襪|sock/i },
  { name: 'skirt', words: /裙|skirt/i },
  { name: 'trousers', words: /裤(?!套)|褲(?!套)|jeans|trouser|pants|brief/i },
  { name: 'jacket', words: /羽绒服|羽絨|大衣|冲锋衣|衝鋒|外套|coat|jacket/i },
  { name: 'babyBottle', words: /奶瓶|学饮杯|學飲|暖奶|bottle warmer|baby bottle|feeding bottle|sippy/i },
  { name: 'stroller', words: /推车|推車|座椅 0|安全座椅|stroller|car seat|pushchair/i },
  { name: 'blocks', words: /积木|積木|block/i },
  { name: 'lipstick', words: /口红|唇|眉笔|眉筆|lipstick|brow/i },
  {
    name: 'bottle',
    words:
      /精华|精華|水感|爽肤|化妆水|化妝水|粉底|卸妆油|卸妝|香水|精油|橄榄油|橄欖|洗发|洗髮|洗衣|toner|serum|foundation|oil|fragrance|perfume|shampoo|laundry|toilette/i,
  },
  {
    name: 'tube',
    words: /洁面|潔面|洗面|护手霜|護手|防晒|防曬|身体乳|身體乳|牙刷|cleanser|hand cream|sun|lotion|toothbrush/i,
  },
  { name: 'jar', words: /面霜|蜂蜜|芝麻丸|面膜|cream|honey|mask|sesame/i },
  { name: 'fruit', words: /橙|水果|orange|fruit/i },
  { name: 'bowl', words: /水饺|水餃|螺蛳粉|螺螄|藕粉|餐具|酸奶|優格|dumpling|noodle|tableware|yogh?urt|lotus/i },
  { name: 'earbuds', words: /耳机|耳機|earbud/i },
  { name: 'speaker', words: /音箱|音響|喇叭|取暖器|暖器|加湿|加濕|speaker|heater|humidifier/i },
  { name: 'watch', words: /手环|手環|band|watch/i },
  { name: 'keyboard', words: /键盘|鍵盤|keyboard/i },
  { name: 'screen', words: /显示屏|顯示|螢幕|monitor|display/i },
  { name: 'dryer', words: /吹风|吹風|dryer/i },
  { name: 'kettle', words: /水壶|水壺|炸锅|炸鍋|kettle|fryer/i },
  { name: 'charger', words: /充电|充電|电源|電源|数据线|傳輸線|charger|power|cable/i },
  { name: 'candle', words: /蜡烛|蠟燭|candle/i },
  { name: 'lamp', words: /灯|燈|lamp/i },
  { name: 'chair', words: /椅|桌|chair|desk/i },
  { name: 'pan', words: /锅|鍋|wok|pan\b/i },
  { name: 'cup', words: /杯|瓶|cup|flask/i },
  { name: 'bedding', words: /被|枕|四件套|睡袋|quilt|pillow|bedding|duvet|sleeping/i },
  { name: 'towel', words: /巾|毯|窗帘|窗簾|地垫|地墊|towel|blanket|curtain|mat\b|wipe/i },
  {
    name: 'bag',
    words: /袋|包|坚果|堅果|米|肉干|咖啡|茶|纸尿裤|尿布|尿褲|bag|nut|rice|jerky|coffee|tea|diaper|nappies/i,
  },
];

const byCategory: Readonly<Record<string, DrawingName>> = {
  apparel: 'top',
  beauty: 'jar',
  food: 'bag',
  digital: 'speaker',
  baby: 'top',
  home: 'box',
};

/** The drawing for a product. */
export function drawingFor(name: string, category: string): SVGSVGElement {
  const found = byWord.find(({ words }) => words.test(name))?.name ?? byCategory[category] ?? 'box';
  return draw(drawings[found], 64);
}

/** A few warm things, for the banner. */
export function bannerDrawings(): readonly SVGSVGElement[] {
  return [draw(drawings.lamp, 110), draw(drawings.cup, 110), draw(drawings.jacket, 130)];
}

/** The shop's own sign: an island with a warm light. */
export function shopSign(): SVGSVGElement {
  return draw(
    {
      soft: 'M32 14a12 12 0 1 1 0 24 12 12 0 0 1 0-24z',
      lines: 'M8 46c6-8 12-8 18-3 5 4 9 4 13 0 6-5 11-4 17 3M32 38a12 12 0 1 0 0-24 12 12 0 0 0 0 24M14 53h36',
    },
    40,
  );
}

const svg = 'http://www.w3.org/2000/svg';

function draw({ soft, lines }: Drawing, size: number): SVGSVGElement {
  const element = document.createElementNS(svg, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 64 64',
    width: size,
    height: size,
    'aria-hidden': 'true',
  }))
    element.setAttribute(name, String(value));
  for (const [name, path] of Object.entries({ soft, lines })) {
    const part = document.createElementNS(svg, 'path');
    part.setAttribute('class', name);
    part.setAttribute('d', path);
    element.append(part);
  }
  return element;
}
