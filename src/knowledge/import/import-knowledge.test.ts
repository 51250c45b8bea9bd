import { describe, expect, test } from 'vitest';
import { importKnowledge } from './import-knowledge.ts';
import { anExcelWorkbook, aPdf, aWordDocument } from './made-files.ts';

const header = 'id,intent,questions,answer,answer.en';
const read = (name: string, content: string | Uint8Array) =>
  importKnowledge({ name, bytes: typeof content === 'string' ? Buffer.from(content) : content });
/** Question → answer of everything that was read. */
async function pairs(name: string, content: string | Uint8Array): Promise<[string, string][]> {
  const { items } = await read(name, content);
  return items.map(({ document }) => {
    const { questions, answer } = JSON.parse(JSON.stringify(document));
    return [[...questions['zh-CN'], ...questions.en].join(' / '), answer['zh-CN']];
  });
}

describe('a CSV of FAQs', () => {
  test('becomes items; questions are split, a missing language repeats the first answer', async () => {
    const { items, refused } = await read(
      'faq.csv',
      `${header}\nwarm,product.usage,"会暖吗|暖和吗","很暖，""真的""。",It is warm.\n`,
    );
    expect(refused).toEqual([]);
    expect(items).toMatchObject([
      {
        itemId: 'warm',
        kind: 'faq',
        document: {
          questions: { 'zh-CN': ['会暖吗', '暖和吗'], en: [] },
          answer: { 'zh-CN': '很暖，"真的"。', 'zh-TW': '很暖，"真的"。', en: 'It is warm.' },
        },
      },
    ]);
  });

  test.each([
    ['an entry without answer', `${header}\na,x,会吗,,\n`, 2, 'answer.zh-CN'],
    ['an entry without questions', `${header}\na,x,,答,\n`, 2, 'questions'],
    ['an id given twice', `${header}\na,x,会吗,答,\na,x,能吗,答,\n`, 3, 'a stands in this file twice'],
    ['a line with too few cells', `${header}\na,x\n`, 2, 'Length'],
    ['an open quote', `${header}\na,x,"会吗,答,\n`, 2, 'quote'],
    ['missing columns', 'id,intent\na,b\n', 1, 'questions, answer'],
    ['an empty file', '', 1, 'empty'],
    ['an answer that nobody would read in a chat', `${header}\na,x,会吗,${'长'.repeat(2_001)},\n`, 2, 'split it'],
  ])('refuses %s with file, line and reason', async (_name, text, line, reason) => {
    const { refused } = await read('faq.csv', text);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ file: 'faq.csv', line });
    expect(refused[0]?.reason).toContain(reason);
  });

  test('a line break inside quotes does not shift later line numbers', async () => {
    const { refused } = await read('f.csv', `${header}\na,x,"一吗\n二吗",答,\nb,x,,答,\n`);
    expect(refused[0]?.line).toBe(4);
  });

  test('the columns of a Chinese shop are understood, also from a program that writes GB 18030', async () => {
    const gb18030 = Buffer.from('zsrM4iy08LC4Cry4zOzE3LW9LLTOyNW07wo=', 'base64');
    expect(await pairs('常见问题.csv', gb18030)).toEqual([['几天能到', '次日达']]);
    expect(await pairs('常见问题.csv', '标准问,扩展问,答案\n几天能到,多久到|什么时候到,江浙沪次日达\n')).toEqual([
      ['几天能到 / 多久到 / 什么时候到', '江浙沪次日达'],
    ]);
  });

  test.each([
    ['*问题（必填）,相似问法,答复', '几天能到,多久到,次日达'],
    ['知识标题;其他问法;话术', '几天能到;多久到;次日达'],
    ['问法\t扩展问法\t客服回复', '几天能到\t多久到\t次日达'],
  ])('the spellings and delimiters of other systems are understood: %s', async (first, row) => {
    expect(await pairs('f.csv', `${first}\n${row}\n`)).toEqual([['几天能到 / 多久到', '次日达']]);
  });

  test('a language may stand in words beside a column', async () => {
    const { items } = await read('f.csv', '问题,答案,英文答案,答案（繁体）\n几天能到,次日达,The next day,隔日到貨\n');
    expect(items[0]?.document).toMatchObject({
      answer: { 'zh-CN': '次日达', 'zh-TW': '隔日到貨', en: 'The next day' },
    });
  });

  test('without an id the question gives it, so that importing again changes and does not double; the intent is asked for', async () => {
    const text = '问题,答案\n几天能到,次日达\n';
    const [one, again] = [await read('a.csv', text), await read('b.csv', text.replace('次日达', '隔日达'))];
    expect(one.items[0]?.itemId).toBe(again.items[0]?.itemId);
    const guessed = await importKnowledge(
      { name: 'a.csv', bytes: Buffer.from(text) },
      { guessIntent: (question) => (question === '几天能到' ? 'track.eta' : 'oos') },
    );
    expect(guessed.items[0]?.document).toMatchObject({ intent: 'track.eta' });
  });
});

test('a JSON file is refused entry by entry', async () => {
  const good = {
    id: 'a',
    topic: '',
    intent: 'x',
    questions: { 'zh-CN': ['会吗'], 'zh-TW': [], en: [] },
    answer: { 'zh-CN': '会', 'zh-TW': '會', en: 'Yes' },
  };
  const { items, refused } = await read('faq.json', JSON.stringify([good, { id: 'b', intent: 'x' }]));
  expect(items.map((item) => item.itemId)).toEqual(['a']);
  expect(refused).toMatchObject([{ file: 'faq.json', line: 2 }]);
  expect((await read('faq.json', '{')).refused).toHaveLength(1);
});

describe('a document', () => {
  const expected = [
    ['退货运费谁出?', '质量问题我们出。\n不喜欢您出,有运费险会赔。'],
    ['怎么开发票', '订单页点申请发票。'],
  ];

  test.each([
    [
      'Markdown',
      'a.md',
      '# 售后\n\n## 退货运费谁出?\n\n质量问题我们出。\n\n不喜欢您出,有运费险会赔。\n\n## 怎么开发票\n\n订单页点申请发票。\n',
    ],
    [
      'HTML',
      'a.html',
      '<nav>首页</nav><script>x()</script><h2>退货运费谁出?</h2><p>质量问题我们出。</p><p>不喜欢您出,有运费险会赔。</p><dl><dt>怎么开发票<dd>订单页点申请发票。</dl><footer>版权</footer>',
    ],
    [
      'Word',
      'a.docx',
      aWordDocument([
        '# 退货运费谁出?',
        '质量问题我们出。',
        '不喜欢您出,有运费险会赔。',
        '# 怎么开发票',
        '订单页点申请发票。',
      ]),
    ],
    [
      'marked questions and answers',
      'a.md',
      '问：退货运费谁出?\n\n答：质量问题我们出。\n\n不喜欢您出,有运费险会赔。\n\n问：怎么开发票 答：订单页点申请发票。',
    ],
  ])('%s gives headings and questions with what stands below', async (_name, name, content) => {
    expect(await pairs(name, content)).toEqual(expected);
  });

  test('the number of a heading is no part of the question, and a heading without text is the topic', async () => {
    const { items } = await read(
      'a.md',
      '# 售后规则\n\n## 一、怎么开发票\n\n订单页点申请发票。\n\n## 2.1 多久能到\n\n次日达。',
    );
    expect(items.map(({ document }) => document)).toMatchObject([
      { topic: '售后规则', questions: { 'zh-CN': ['怎么开发票'] } },
      { topic: '售后规则', questions: { 'zh-CN': ['多久能到'] } },
    ]);
  });

  test('Excel is read like a CSV', async () => {
    const workbook = anExcelWorkbook([
      ['问题', '答案'],
      ['怎么开发票', '订单页点申请发票。'],
    ]);
    expect(await pairs('a.xlsx', workbook)).toEqual([['怎么开发票', '订单页点申请发票。']]);
  });

  test('of a workbook all sheets with the columns are read, the others are named', async () => {
    const workbook = anExcelWorkbook(
      [
        ['问题', '答案'],
        ['怎么开发票', '订单页点申请发票。'],
      ],
      [['备注'], ['内部用']],
    );
    const { items, refused } = await read('a.xlsx', workbook);
    expect(items).toHaveLength(1);
    expect(refused).toMatchObject([
      { sheet: 'FAQ2', key: 'column-missing', reason: expect.stringContaining('sheet FAQ2: column questions') },
    ]);
  });

  test('text that belongs to no question is named with its place, so that nobody believes it was read', async () => {
    const { items, refused } = await read('a.md', '欢迎光临本店。\n\n# 怎么开发票\n\n订单页点申请发票。');
    expect(items).toHaveLength(1);
    expect(refused).toMatchObject([{ file: 'a.md', line: 1, reason: 'belongs to no question: 欢迎光临本店。' }]);
  });

  test('a PDF is read page by page, 300 pages too; a page without text is named', async () => {
    const pages = Array.from({ length: 300 }, (_one, page) => [`Q: What is rule ${page}?`, `A: Rule ${page} is kept.`]);
    const { items, refused } = await read('rules.pdf', aPdf([...pages, []]));
    expect(items).toHaveLength(300);
    expect(items[299]?.document).toMatchObject({ answer: { en: 'Rule 299 is kept.' } });
    expect(refused).toMatchObject([{ file: 'rules.pdf', line: 301, reason: 'the page has no text (a scan?)' }]);
  });

  test.each([
    ['a.docx', 'not a Word document'],
    ['a.xlsx', 'not an Excel workbook'],
    ['a.pdf', 'not a readable PDF'],
    ['a.exe', '.exe cannot be read'],
    ['a.md', 'no question with an answer'],
  ])('%s of other bytes is refused in words', async (name, reason) => {
    const { items, refused } = await read(name, name === 'a.md' ? '' : 'just bytes');
    expect(items).toEqual([]);
    expect(refused).toMatchObject([{ line: 1, reason: expect.stringContaining(reason) }]);
  });
});

describe('a chat log', () => {
  test('gives what agents answered; the same answer to several questions is one entry', async () => {
    const log = `买家: 几天能到
客服小美: 亲,江浙沪一般次日送达哦

顾客：多久到啊
客服：亲,江浙沪一般次日送达哦
顾客：好的
客服：好的,祝您生活愉快`;
    expect(await pairs('log.txt', log)).toEqual([['几天能到 / 多久到啊', '亲,江浙沪一般次日送达哦']]);
  });

  test.each([
    [
      'with times before the speaker, and answers of several lines',
      '2026-11-20 10:22:33 买家: 在吗\n2026-11-20 10:22:35 买家: 几天能到\n2026-11-20 10:22:50 客服小美: 亲，江浙沪次日达\n其他地方两三天',
    ],
    [
      'with name and time above each message',
      'tb_4711  2026-11-20 10:22:33\n几天能到\n\n云朵家居:小美  2026-11-20 10:22:50\n亲，江浙沪次日达\n其他地方两三天',
    ],
    [
      'that a messenger writes',
      '林 10:22\n你好\n林 10:22\n几天能到\n云朵旗舰店客服 10:23\n亲，江浙沪次日达\n其他地方两三天\n====',
    ],
  ])('is read %s', async (_form, log) => {
    expect(await pairs('log.txt', log)).toEqual([['几天能到', '亲，江浙沪次日达\n其他地方两三天']]);
  });

  test('keeps out whatever names a person', async () => {
    const log = '买家: 我的单号是 123456789012 帮查下\n客服: 您好,已经在派送了,请留意电话';
    const { items, refused } = await read('log.txt', log);
    expect(items).toEqual([]);
    expect(refused).toMatchObject([{ line: 1, reason: expect.stringContaining('names a person') }]);
  });
});
