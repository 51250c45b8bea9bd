import { load } from 'cheerio';
import mammoth from 'mammoth';
import { marked } from 'marked';
import { extractText, getDocumentProxy } from 'unpdf';
import { type Block, entriesFromBlocks, headingNumber } from './entries-from-blocks.ts';
import type { FileReading } from './import-types.ts';
import { because } from './refusal-reasons.ts';

/** A page of HTML: headings, paragraphs, list items and table rows in reading order; scripts, menus and footers are left out. */
export function readHtmlEntries(html: string): FileReading {
  const page = load(html);
  page('script, style, noscript, nav, footer, template, iframe').remove();
  // A definition list is the plainest form of questions with answers.
  page('dt').each((_index, element) => void page(element).replaceWith(`<h6>${page(element).html() ?? ''}</h6>`));
  page('br').replaceWith('\n');
  const blocks: Block[] = [];
  page('h1, h2, h3, h4, h5, h6, p, li, dd, tr, blockquote, summary, details > div').each((_index, element) => {
    const own = page(element);
    if (own.parents('li, dd, tr, blockquote, p').length > 0) return;
    const text = plain(
      own.is('tr')
        ? own
            .children()
            .toArray()
            .map((cell) => page(cell).text())
            .join(' ')
        : own.text(),
    );
    if (text === '') return;
    const kind = /^(h\d|summary)$/.test(element.tagName) ? 'heading' : 'text';
    blocks.push({ line: blocks.length + 1, kind, text });
  });
  return entriesFromBlocks(blocks);
}

/** Markdown (CommonMark with GitHub's tables). */
export async function readMarkdownEntries(text: string): Promise<FileReading> {
  return readHtmlEntries(await marked.parse(text));
}

/** A Word document (.docx). */
export async function readWordEntries(bytes: Uint8Array): Promise<FileReading> {
  const html = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }).catch(() => undefined);
  if (html === undefined) return { entries: [], refused: [{ line: 1, ...because('not-word') }] };
  return readHtmlEntries(html.value);
}

const mostPages = 500;

/** The text of a PDF; `line` is the page. Scanned pages have no text and are named. */
export async function readPdfEntries(bytes: Uint8Array): Promise<FileReading> {
  const document = await getDocumentProxy(new Uint8Array(bytes)).catch(() => undefined);
  if (document === undefined) return { entries: [], refused: [{ line: 1, ...because('not-pdf') }] };
  if (document.numPages > mostPages)
    return {
      entries: [],
      refused: [{ line: 1, ...because('too-many-pages', { pages: document.numPages, most: mostPages }) }],
    };
  const { text: pages } = await extractText(document, { mergePages: false });
  const empty = pages.flatMap((text, index) =>
    text.trim() === '' ? [{ line: index + 1, ...because('page-without-text') }] : [],
  );
  const reading = entriesFromBlocks(pages.flatMap((text, index) => blocksOfPage(text, index + 1)));
  return { entries: reading.entries, refused: [...empty, ...reading.refused] };
}

/** Numbered lines such as "3.2 退货运费" are headings; every other line continues its paragraph. */
function blocksOfPage(text: string, page: number): Block[] {
  const blocks: Block[] = [];
  for (const line of plainCharacters(text)
    .split('\n')
    .map((one) => one.trim())) {
    if (line === '' || isPageFrame(line)) continue;
    const last = blocks.at(-1);
    if (isHeadingLine(line)) blocks.push({ line: page, kind: 'heading', text: line });
    else if (last?.kind === 'text' && !startsAnew(line) && !/[?？。！!]$/u.test(last.text)) last.text += line;
    else blocks.push({ line: page, kind: 'text', text: line });
  }
  return blocks;
}

function isHeadingLine(line: string): boolean {
  return line.length <= 40 && headingNumber.test(line) && !/[。；;,，]$/u.test(line);
}

/** Fonts of many PDFs give Kangxi radicals where the text has the ordinary character (⼯ for 工). */
function plainCharacters(text: string): string {
  return text.replaceAll(/[\u2E80-\u2FDF]/g, (radical) => radical.normalize('NFKC'));
}

/** Page numbers, and what a browser prints around a page. */
const isPageFrame = (line: string) =>
  /^[-–—\s]*(?:第\s*)?\d+(?:\s*\/\s*\d+)?(?:\s*页)?[-–—\s]*$|(?:file|https?):\/\/\S+\s+\d+\/\d+$/u.test(line);

const startsAnew = (line: string) => /^(?:问|答|Q|A)\s*\d*\s*[：:]/iu.test(line) || /[?？]$/u.test(line);

function plain(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[\s]*/g, '\n')
    .trim();
}
