import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../platform/index.ts';
import { safeFileName } from './files/file-folder.ts';
import { readImage } from './files/image.ts';
import { callerAddress, isOwnNetwork } from './http/caller-address.ts';
import { parseCleanJson } from './http/clean-json.ts';
import { mayOpenWidget, originKind, ownOriginOf } from './http/origins.ts';
import { languageOfHeader } from './http/problem.ts';
import { hoursText } from './views/hours-text.ts';

const open = readConfig({});
const behindProxy = readConfig({ PEAKDESK_PUBLIC_URL: 'https://desk.example' });

describe('an origin', () => {
  it.each([
    [undefined, 'localhost:8080', 'none'],
    ['http://localhost:8080', 'localhost:8080', 'own'],
    ['http://localhost:8081', 'localhost:8080', 'foreign'],
    ['null', 'localhost:8080', 'foreign'],
    ['https://desk.example.evil.example', 'desk.example', 'foreign'],
    ['not an origin', 'localhost:8080', 'foreign'],
  ] as const)('%s at %s is %s', (origin, host, kind) => {
    expect(originKind(origin, host, open)).toBe(kind);
  });

  it('of the public address is our own whatever the proxy calls us', () => {
    expect(originKind('https://desk.example', 'inside:8080', behindProxy)).toBe('own');
    expect(ownOriginOf('evil.example', behindProxy)).toBe('https://desk.example');
    expect(ownOriginOf('evil example/', open)).toBe('http://127.0.0.1:8080');
  });

  it('on this machine opens the demo shop only, and only without a public address', () => {
    const may = (origin: string, shopId: string, config = open) =>
      mayOpenWidget(origin, 'foreign', { shopId, trustedOrigins: ['https://shop.example'] }, config);
    expect(may('http://localhost:5173', 'demo')).toBe(true);
    expect(may('http://localhost:5173', 'real')).toBe(false);
    expect(may('http://localhost:5173', 'demo', behindProxy)).toBe(false);
    expect(may('http://localhost.evil.example', 'demo')).toBe(false);
    expect(may('https://shop.example', 'real')).toBe(true);
    expect(may('http://shop.example', 'real')).toBe(false);
  });
});

describe('an address', () => {
  it('is taken from a proxy of the own network only, the last one it has added', () => {
    expect(callerAddress('::ffff:9.9.9.9', '1.1.1.1', behindProxy)).toBe('9.9.9.9');
    expect(callerAddress('10.0.0.2', '8.8.8.8, 1.1.1.1', behindProxy)).toBe('1.1.1.1');
    expect(callerAddress('10.0.0.2', 'nonsense', behindProxy)).toBe('10.0.0.2');
    expect(callerAddress('127.0.0.1', '1.1.1.1', open)).toBe('127.0.0.1');
    expect(['127.0.0.1', '::1', '192.168.1.4', '172.32.0.1', '8.8.8.8', 'x'].map(isOwnNetwork)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('JSON from outside', () => {
  it.each([
    ['a'.repeat(0), 'not JSON'],
    ['[1,]', 'not JSON'],
    ['{"a":{"__proto__":{}}}', 'forbidden'],
    ['{"\\u005f_proto__":{}}', 'forbidden'],
    ['[{"constructor":1}]', 'forbidden'],
    ['['.repeat(33) + ']'.repeat(33), 'nested'],
    [`{"a":${'{"a":'.repeat(100_000)}`, 'nested'],
  ])('%s is refused', (text, words) => {
    expect(() => parseCleanJson(text)).toThrow(words);
  });

  it('keeps brackets and quotes inside of texts, and every text can be stored', () => {
    expect(parseCleanJson(JSON.stringify({ a: '['.repeat(99), b: '\\"{' }))).toEqual({ a: '['.repeat(99), b: '\\"{' });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = parseCleanJson(JSON.stringify({ text }));
        const kept = JSON.stringify(read);
        expect(kept).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
    );
  });
});

describe('working hours', () => {
  const day = (weekday: number, from: string, to: string) => ({ weekday, from, to });
  it('are told briefly', () => {
    const week = [0, 1, 2, 3, 4, 5, 6].map((weekday) => day(weekday, '09:00', '22:00'));
    expect(hoursText({ days: week, holidays: [] }, 'zh-CN')).toBe('9:00–22:00');
    const split = [1, 2, 3, 4, 5].map((weekday) => day(weekday, '09:00', '18:00'));
    const both = { days: [...split, day(6, '10:00', '16:00'), day(1, '19:00', '21:00')], holidays: [] };
    expect(hoursText(both, 'zh-CN')).toBe('周一 9:00–18:00 19:00–21:00，周二至周五 9:00–18:00，周六 10:00–16:00');
    expect(hoursText(both, 'en')).toBe('Mon 9:00–18:00 19:00–21:00; Tue–Fri 9:00–18:00; Sat 10:00–16:00');
    expect(hoursText({ days: [], holidays: [] }, 'zh-TW')).toBe('');
  });
});

describe('a language', () => {
  it.each([
    ['zh-CN,zh;q=0.9', 'zh-CN'],
    ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['en-US,en;q=0.9,zh;q=0.5', 'en'],
    ['de', 'zh-CN'],
    [undefined, 'zh-CN'],
  ] as const)('%s is %s', (header, language) => {
    expect(languageOfHeader(header)).toBe(language);
  });
});

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};
function jpeg(orientation: number): Buffer {
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0', 'latin1'),
    Buffer.from([orientation, 0, 0, 0, 0, 0, 0, 0]),
    Buffer.from('GPS 39.9N 116.4E'),
  ]);
  const frame = Buffer.from([8, 0, 200, 0, 100, 1, 1, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, exif),
    segment(0xfe, Buffer.from('a comment with a name')),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xd9]),
    Buffer.from('<script>after the end</script>'),
  ]);
}
const gif = Buffer.concat([
  Buffer.from('GIF89a\x03\0\x02\0\0\0\0', 'latin1'),
  Buffer.from([0x21, 0xfe, 3, 0x67, 0x70, 0x73, 0]),
  Buffer.from([0x2c, 0, 0, 0, 0, 3, 0, 2, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]),
  Buffer.from('tail'),
]);
function webp(): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const extended = Buffer.from([0b1100, 0, 0, 0, 9, 0, 0, 19, 0, 0]);
  const body = Buffer.concat([
    chunk('VP8X', extended),
    chunk('VP8L', Buffer.from([0x2f, 9, 0, 0, 0])),
    chunk('EXIF', Buffer.from('GPS')),
  ]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body, Buffer.from('tail')]);
}

describe('pictures', () => {
  it('of phones lose place and comment but not which way is up', () => {
    const image = readImage(jpeg(6));
    expect(image).toMatchObject({ contentType: 'image/jpeg', width: 200, height: 100 });
    expect(image?.bytes.toString('latin1')).not.toMatch(/GPS|comment|script/);
    expect(image && readImage(image.bytes)).toMatchObject({ width: 200, height: 100 });
    expect(readImage(jpeg(1))).toMatchObject({ width: 100, height: 200 });
  });

  it('keep nothing hidden and nothing after their end', () => {
    expect(readImage(gif)).toMatchObject({ contentType: 'image/gif', width: 3, height: 2 });
    expect(readImage(gif)?.bytes.toString('latin1')).not.toMatch(/gps|tail/);
    expect(readImage(webp())).toMatchObject({ contentType: 'image/webp', width: 10, height: 20 });
    expect(readImage(webp())?.bytes.toString('latin1')).not.toMatch(/GPS|EXIF|tail/);
  });

  it('in any state of repair never break the reader', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(jpeg(6), jpeg(1), gif, webp()),
        fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }),
        fc.nat(240),
        (picture, changes, length) => {
          const bytes = Buffer.from(picture);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          readImage(bytes);
          readImage(bytes.subarray(0, length));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['../../etc/passwd', 'passwd.png'],
    ['a\r\nSet-Cookie: x.html', 'aSet-Cookie x.png'],
    ['"><script>.svg', 'script.png'],
    ['', 'image.png'],
    ['小票 1.jpeg', '小票 1.png'],
  ])('called %j are kept as %j', (given, name) => {
    expect(safeFileName(given, 'image/png')).toBe(name);
  });
});
