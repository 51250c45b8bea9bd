import { localDay } from '../platform/index.ts';
import { type EmotionReading, readEmotion } from './emotion/read-emotion.ts';
import { createRiskReader } from './emotion/read-risks.ts';
import { readUrgency } from './emotion/read-urgency.ts';
import type { RiskWords } from './emotion/risk-words.ts';
import type { Today } from './entities/dates.ts';
import { createEntityReader } from './entities/extract-entities.ts';
import type { EmbeddedReading } from './intent/intent-model.ts';
import { readIntents } from './intent/read-intents.ts';
import { detectLanguage } from './language.ts';
import { readMessageText } from './message-text.ts';
import type { Pack } from './pack/load-pack.ts';
import type { CatalogueWords, ContextLine, ReplyLanguage, Understander, Understanding } from './types.ts';

/** What the understander of one shop is made of. */
export type UnderstanderParts = {
  pack: Pick<Pack, 'intents' | 'emotions' | 'intensities'>;
  catalogue: CatalogueWords;
  /** IANA time zone of the shop; "明天" is counted in it. Asia/Shanghai unless told. */
  timeZone?: string;
  /** The present moment; the system's clock unless told. */
  now?: () => Date;
  /** The shop's own table of risk words; the one that ships with Peakdesk unless told. */
  riskWords?: readonly RiskWords[];
};

/** A bare number, link or choice shows none, whatever signs are in it. */
const noFeeling: EmotionReading = { emotion: 'neutral', intensity: 0 };

/** Makes the embedded understander of one shop; making one takes milliseconds, reading a message less than one. */
export function createUnderstander(parts: UnderstanderParts): Understander {
  const readEntities = createEntityReader(parts.catalogue);
  const readRisks = createRiskReader(parts.riskWords);
  const today = todayReader(parts.timeZone ?? 'Asia/Shanghai');
  const now = parts.now ?? (() => new Date());
  return {
    understand(
      text: string,
      context: readonly ContextLine[] = [],
      language?: ReplyLanguage,
      byEmbedder?: EmbeddedReading,
    ): Understanding {
      const message = readMessageText(text);
      const entities = readEntities(text, message, today(now()));
      const wishes = readIntents(parts.pack.intents, { message, entities, context, byEmbedder });
      const feeling = wishes.isBareValue ? noFeeling : readEmotion(parts.pack, message);
      const risks = readRisks(message.text);
      const urgency = readUrgency(message.text, {
        intent: wishes.intents[0]?.intent ?? '',
        risks,
        longestRun: message.longestRun,
        ...feeling,
      });
      return {
        normalized: message.text,
        ...detectLanguage(text, language ?? languageSoFar(context)),
        intents: wishes.intents,
        furtherIntents: wishes.furtherIntents,
        ...feeling,
        urgency,
        entities,
        risks,
      };
    },
  };
}

/** The language of the talk so far, for messages that have none of their own ("👍", "XL"). */
function languageSoFar(context: readonly ContextLine[]): ReplyLanguage {
  const last = context.findLast(({ from }) => from === 'customer') ?? context.at(-1);
  return last ? detectLanguage(last.text).language : 'zh-CN';
}

/** The calendar day in a time zone; kept for a quarter of an hour. */
function todayReader(timeZone: string): (moment: Date) => Today {
  let knownQuarter = Number.NaN;
  let day: Today = { year: 1970, month: 1, day: 1, weekday: 4 };
  return (moment) => {
    const quarter = Math.floor(moment.getTime() / 900_000);
    if (quarter === knownQuarter) return day;
    knownQuarter = quarter;
    const [year = 1970, month = 1, date = 1] = localDay(moment, timeZone).split('-').map(Number);
    day = { year, month, day: date, weekday: new Date(Date.UTC(year, month - 1, date)).getUTCDay() };
    return day;
  };
}
