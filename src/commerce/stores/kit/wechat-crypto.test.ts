import { createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWechatKey, openWechatMessage, sealWechatMessage, wechatSignature } from './wechat-crypto.ts';

/** Tencent's own sample (developer.work.weixin.qq.com, "加解密库下载与返回码", read 2026-11-21). */
const sample = {
  token: 'QDG6eK',
  key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiver: 'wx5823bf96d3bd56c7',
  timestamp: '1409659589',
  nonce: '263014780',
  echo: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};

const textOfLength = (length: number) => 'a'.repeat(length);

describe('messages of the WeChat family', () => {
  it('signs the check of the address as the documents do', () => {
    expect(wechatSignature(['AAAAA', '1714037059', '486452656'])).toBe('899cf89e464efb63f54ddac96b0a0a235f53aa78');
  });

  it('signs and opens the platform’s own sample', () => {
    const { token, timestamp, nonce, echo, key, receiver } = sample;
    expect(wechatSignature([token, timestamp, nonce, echo])).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3');
    expect(openWechatMessage(echo, [key], receiver)).toEqual({ ok: true, message: '1616140317555161061', key });
  });

  it('opens what it sealed, for each of 64 lengths of message', () => {
    for (let length = 0; length < 64; length += 1) {
      const message = textOfLength(length);
      const sealed = sealWechatMessage(message, sample.key, sample.receiver);
      expect(openWechatMessage(sealed, [sample.key], sample.receiver)).toEqual({ ok: true, message, key: sample.key });
    }
  });

  it('pads to 32 bytes, which the padding of AES itself could not take off for half of them', () => {
    const bytes = Buffer.from(`${sample.key}=`, 'base64');
    const refused = Array.from({ length: 64 }, (_none, length) => length).filter((length) => {
      const decipher = createDecipheriv('aes-256-cbc', bytes, bytes.subarray(0, 16));
      try {
        decipher.update(sealWechatMessage(textOfLength(length), sample.key, sample.receiver), 'base64');
        decipher.final();
        return false;
      } catch {
        return true;
      }
    });
    expect(refused).toHaveLength(32);
  });

  it('opens any text, whatever its signs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (message) => {
        const opened = openWechatMessage(sealWechatMessage(message, sample.key, 'wx1'), [sample.key], 'wx1');
        expect(opened).toMatchObject({ ok: true, message });
      }),
      { numRuns: 200 },
    );
  });

  it('says which key opened it while a key is being changed', () => {
    const old = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
    const opened = openWechatMessage(sealWechatMessage('m', old, 'wx1'), [sample.key, old], 'wx1');
    expect(opened).toEqual({ ok: true, message: 'm', key: old });
  });

  it('refuses what was changed, what is for another app and what is no message', () => {
    const sealed = sealWechatMessage('m', sample.key, 'wx1');
    expect(openWechatMessage(sealed, [sample.key], 'wx2').ok).toBe(false);
    expect(openWechatMessage('AAAA', [sample.key], '').ok).toBe(false);
    expect(openWechatMessage('', [sample.key], '').ok).toBe(false);
    const bytes = Buffer.from(sealed, 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(openWechatMessage(bytes.toString('base64'), [sample.key], 'wx1').ok).toBe(false);
  });

  it('never throws on what it cannot open', () => {
    fc.assert(
      fc.property(fc.base64String(), fc.string(), (encrypted, key) => {
        openWechatMessage(encrypted, [key, sample.key], '');
      }),
      { numRuns: 300 },
    );
    expect(isWechatKey('short')).toBe(false);
  });
});
