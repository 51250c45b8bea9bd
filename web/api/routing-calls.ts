import type { Http } from './http.ts';
import type {
  CallBackView,
  DayHistory,
  Forecast,
  Incident,
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

/** The approved answer in each language of replies. */
export type IncidentAnswer = Readonly<Record<'zh-CN' | 'zh-TW' | 'en', string>>;

/** A question that many ask at once, with how many have asked and were told, and some of their words. */
export type IncidentView = Omit<Incident, 'grams' | 'key' | 'shopId' | 'answer'> & {
  answer?: IncidentAnswer;
  asked: number;
  told: number;
  samples: readonly string[];
};

/** What is expected from an hour on; `tomorrow` says at which of them the shop's next day begins. */
export type ForecastAnswer = {
  from: string;
  knownHours: number;
  tomorrow: { day: string; fromHour: number };
  forecast?: Forecast;
};
export type RehearsalRequest = { scenario: ScenarioInput; trace?: readonly unknown[] };

/** Calls about who serves whom: the wall, why, a word to everybody, rehearsals. */
export function routingCalls(http: Http) {
  return {
    load: () => http<LoadAnswer>('GET', '/load'),
    incidents: () => http<{ incidents: readonly IncidentView[] }>('GET', '/incidents'),
    answerIncident: (incidentId: string, answer: IncidentAnswer) =>
      http<unknown>('POST', `/incidents/${incidentId}/answer`, { body: { answer } }),
    endIncident: (incidentId: string) => http<unknown>('POST', `/incidents/${incidentId}/end`),
    wall: () => http<WallView>('GET', '/wall'),
    whyRouted: (conversationId: string) =>
      http<{ next?: WhyNext; agent?: WhyAgent }>('GET', `/conversations/${conversationId}/routing`),
    callBack: (conversationId: string) =>
      http<{ callBack: CallBackView | null }>('GET', `/conversations/${conversationId}/call-back`),
    openCallBack: (conversationId: string) =>
      http<{ phone: string }>('POST', `/conversations/${conversationId}/call-back/open`),
    noteCall: (conversationId: string, outcome: 'reached' | 'missed') =>
      http<{ callBack: CallBackView }>('POST', `/conversations/${conversationId}/call-back/outcome`, {
        body: { outcome },
      }),
    broadcast: (text: string) => http<unknown>('POST', '/broadcast', { body: { text } }),
    rehearse: (request: RehearsalRequest) => http<Rehearsed>('POST', '/rehearsal', { body: request }),
    cheapestRoster: (request: RehearsalRequest) => http<Roster>('POST', '/rehearsal/roster', { body: request }),
    rehearsalDay: (day: string) => http<DayHistory>('GET', '/rehearsal/day', { query: { day } }),
    forecast: (hours: number) => http<ForecastAnswer>('GET', '/rehearsal/forecast', { query: { hours } }),
  };
}
