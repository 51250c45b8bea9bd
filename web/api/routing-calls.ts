import type { Http } from './http.ts';
import type {
  DayHistory,
  Forecast,
  LoadSignal,
  Rehearsed,
  Roster,
  ScenarioInput,
  SkillGroup,
  StaffView,
  WaitEstimate,
  Wall,
  WallConversation,
  WhyAgent,
  WhyNext,
} from './index.ts';
import type { LoadLevel } from './staff-views.ts';

/** Somebody who waits, with the place and wait that the customer was told. */
export type WallWaiting = WallConversation & { position?: number; wait?: WaitEstimate };

/** Everything on the supervisor's wall. */
export type WallView = Omit<Wall, 'waiting'> & {
  waiting: readonly WallWaiting[];
  groups: readonly SkillGroup[];
  agents: readonly StaffView[];
  loadLevel: LoadLevel;
  at: string;
};

/** One change of the load level: the signal at fault with its value, 'calm' or 'pinned'. */
export type LoadChangeView = {
  at: string;
  level: LoadLevel;
  previousLevel: LoadLevel;
  signal: LoadSignal | 'calm' | 'pinned';
  value?: number;
  limit?: number;
};

/** The load level, what measurement alone says, who has pinned it, and its last changes, newest first. */
export type LoadAnswer = {
  level: LoadLevel;
  measured: LoadLevel;
  pinned?: { level: LoadLevel; staffId: string };
  changes: readonly LoadChangeView[];
};

export type ForecastAnswer = { from: string; knownHours: number; forecast?: Forecast };
export type RehearsalRequest = { scenario: ScenarioInput; trace?: readonly unknown[] };

/** Calls about who serves whom: the wall, why, a word to everybody, rehearsals. */
export function routingCalls(http: Http) {
  return {
    load: () => http<LoadAnswer>('GET', '/load'),
    wall: () => http<WallView>('GET', '/wall'),
    whyRouted: (conversationId: string) =>
      http<{ next?: WhyNext; agent?: WhyAgent; callBack?: string }>('GET', `/conversations/${conversationId}/routing`),
    broadcast: (text: string) => http<unknown>('POST', '/broadcast', { body: { text } }),
    rehearse: (request: RehearsalRequest) => http<Rehearsed>('POST', '/rehearsal', { body: request }),
    cheapestRoster: (request: RehearsalRequest) => http<Roster>('POST', '/rehearsal/roster', { body: request }),
    rehearsalDay: (day: string) => http<DayHistory>('GET', '/rehearsal/day', { query: { day } }),
    forecast: (hours: number) => http<ForecastAnswer>('GET', '/rehearsal/forecast', { query: { hours } }),
  };
}
