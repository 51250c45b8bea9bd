import { findForbidden } from '../dialogue/index.ts';
import type { KnowledgeAnswer } from '../knowledge/index.ts';
import type { ToolSaid } from '../tools/index.ts';
import type { Turn } from './gather.ts';
import { modelTimeLeft } from './model-time.ts';
import type { WalkParts } from './parts.ts';
import type { Read } from './understand.ts';

/** Longest that a tool's words may be in a reply. */
const longestQuote = 300;

/**
 * Puts a question that the shop's own knowledge does not answer to a connected tool. What comes back is quoted word for word as that
 * system's, after the guard: no model words it, and it is never read as a wish or an instruction.
 */
export async function askTools(parts: WalkParts, turn: Turn, read: Read): Promise<KnowledgeAnswer | undefined> {
  if (parts.tools === undefined || modelTimeLeft(turn, parts.clock.now()) <= 0) return undefined;
  const { customer } = turn.facts;
  const orderId =
    turn.state.focus.orderId ?? read.understanding.entities.find((one) => one.type === 'order-number')?.value;
  const said = await parts.tools.ask(turn.shop.shopId, {
    text: turn.incomingText.text,
    language: read.understanding.language,
    ...(orderId === undefined ? {} : { orderId }),
    ...(customer === undefined ? {} : { customerId: customer.storeCustomerId }),
  });
  return said && quoted(said, read.understanding.language);
}

/** The answer as a quotation; undefined where it holds what no reply may hold. */
export function quoted(said: ToolSaid, language: string): KnowledgeAnswer | undefined {
  const text = plainWords(said.text);
  if (text === '' || text.length > longestQuote || isForbidden(text)) return undefined;
  const words = language === 'en' ? `${said.server} says: “${text}”` : `${said.server}：“${text}”`;
  const fact = { id: `tool:${said.server}/${said.tool}`, title: said.server, kind: 'text' as const, value: text };
  return { kind: 'approved', text: words, facts: [fact], score: 1 };
}

/** One line without signs that are not seen, and without quotation marks that would end ours. */
function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/[“”"]/g, '')
    .trim();
}

const linkOrAddress = /https?:|www\.|\b[\w-]+\.(?:com|cn|net|org|io|top|xyz|shop)\b|@[\w-]+\./i;

function isForbidden(text: string): boolean {
  const kinds = ['promise', 'contact', 'advertising'] as const;
  return linkOrAddress.test(text) || kinds.some((kind) => findForbidden(text, kind).length > 0);
}
