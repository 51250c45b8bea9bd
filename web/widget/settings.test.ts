import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const page = { scriptUrl: 'https://desk.example.com/widget.js?v=1', languages: ['en-US'] };

describe('the script tag', () => {
  it('needs a shop only; the server is where the script came from', () => {
    expect(readSettings({ shop: 'demo' }, page)).toEqual({
      shopId: 'demo',
      host: 'https://desk.example.com',
      language: 'en',
      position: 'right',
      transport: 'auto',
    });
  });

  it('may set language, side, colour and server', () => {
    const data = {
      shop: 'demo',
      language: 'zh-TW',
      position: 'left',
      color: '#A8481F',
      host: 'http://localhost:8080/x',
    };
    expect(readSettings(data, page)).toMatchObject({
      language: 'zh-TW',
      position: 'left',
      color: '#A8481F',
      host: 'http://localhost:8080',
    });
  });

  it.each([{ data: {} }, { data: { shop: ' ' } }, { data: { shop: 'demo', host: 'not an address' } }])(
    'with $data starts nothing',
    ({ data }) => {
      expect(readSettings(data, page)).toBeUndefined();
    },
  );

  it('with a colour that is none keeps the usual one', () => {
    expect(readSettings({ shop: 'demo', color: 'red;}' }, page)?.color).toBeUndefined();
  });
});
