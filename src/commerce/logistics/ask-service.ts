import { withDefaults } from '../stores/kit/typed-settings.ts';
import { fetchFor } from '../stores/remote/live-shop.ts';
import { createRemoteHttp } from '../stores/remote/remote-http.ts';
import type { ConnectionSettings, RemoteHttp } from '../stores/remote/remote-platform.ts';
import type { Order, Parcel } from '../types.ts';
import { carriersToAsk } from './carriers.ts';
import type { DueLook } from './look-rows.ts';
import type { TrackingFault, TrackingService } from './services.ts';
import type { Tracking, TrackingQuestion } from './tracking.ts';

/** What came of asking: where the parcel is, that the service will tell by itself, or why not, with the service's own words. */
export type LookResult =
  | { ok: true; tracking: Tracking }
  | { ok: true; isSubscribed: true }
  | { ok: false; fault: TrackingFault; detail: string };

/** A shop's tracking service, open: its settings filled, one way out within its limits. */
export type OpenService = {
  service: TrackingService;
  settings: ConnectionSettings;
  http: RemoteHttp;
  /** Where the service may tell by itself; undefined where the shop does not want it or nobody can reach this server. */
  push: { url: string; salt: string } | undefined;
};

/** Opens a service with settings that may not be saved yet. */
export function openService(
  service: TrackingService,
  given: ConnectionSettings,
  push: OpenService['push'] = undefined,
): OpenService {
  const settings = withDefaults(service.fields, given);
  const http = createRemoteHttp({ send: fetchFor(settings), limits: service.limits });
  return { service, settings, http, push: settings['usesPush'] === 'true' ? push : undefined };
}

/**
 * The question for one parcel: at the carrier that knew it, else each look at another of those that could have the number. The
 * phone's last four figures go along only where the carrier wants them. Undefined where nobody knows whom to ask.
 */
export function questionOf(
  service: TrackingService,
  { parcel, address }: { parcel: Parcel; address: Order['address'] },
  { quiet, carrier: known, wantsPhone }: Pick<DueLook, 'quiet' | 'carrier' | 'wantsPhone'>,
): TrackingQuestion | undefined {
  const { trackingNumber } = parcel;
  const candidates = carriersToAsk(parcel.carrier, trackingNumber).flatMap((carrier) => {
    const code = service.codeOf(carrier);
    return code === undefined ? [] : [{ code, wantsPhone: wantsPhone || carrier.wantsPhone === true }];
  });
  const asked = candidates.find((one) => one.code === known) ?? candidates[quiet % Math.max(1, candidates.length)];
  if (asked === undefined) return undefined;
  const phoneTail = address.phone.replace(/\D/g, '').slice(-4);
  const isTold = asked.wantsPhone && phoneTail.length === 4;
  return { carrier: asked.code, trackingNumber, ...(isTold ? { phoneTail } : {}) };
}

/** Asks where a parcel is; throws AppError 'unavailable' where the service cannot be reached. */
export async function askWhere(
  { service, settings, http }: OpenService,
  question: TrackingQuestion,
): Promise<LookResult> {
  const { text } = await http(service.question(question, settings));
  const answer = service.read(text);
  return answer.ok ? answer : faultOf(service, answer);
}

/** Asks the service to tell by itself. */
export async function subscribe(
  { service, settings, http, push }: OpenService,
  question: TrackingQuestion,
): Promise<LookResult> {
  if (service.subscription === undefined || push === undefined)
    return { ok: false, fault: 'refused', detail: 'no push' };
  const { text } = await http(service.subscription.request(question, settings, push));
  const refusal = service.subscription.read(text);
  return refusal === undefined ? { ok: true, isSubscribed: true } : faultOf(service, refusal);
}

function faultOf(service: TrackingService, { code, text }: { code: string; text: string }): LookResult {
  const known = Object.hasOwn(service.faults, code) ? service.faults[code] : undefined;
  return { ok: false, fault: known ?? 'nothing-yet', detail: `${code} ${text}`.trim().slice(0, 300) };
}
