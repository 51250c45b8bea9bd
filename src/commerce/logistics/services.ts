import type { ConnectionField, ConnectionSettings, RemoteRequest } from '../stores/remote/remote-platform.ts';
import type { LocalizedText } from '../types.ts';
import { cainiaoService } from './cainiao-service.ts';
import type { Carrier } from './carriers.ts';
import { kuaidi100Service } from './kuaidi100-service.ts';
import type { TrackingAnswer, TrackingPush, TrackingQuestion } from './tracking.ts';

/**
 * Why a service does not tell where a parcel is. Of the parcel: nothing known yet, the phone's end is wanted, no such carrier. Of the
 * service: it refuses the keys, the paid questions are used up, it is busy.
 */
export type TrackingFault = 'nothing-yet' | 'wants-phone' | 'unknown-carrier' | 'refused' | 'used-up' | 'busy';

/** What one tracking service brings: how to set it up, ask it and read it. The looking itself is alike for all of them. */
export type TrackingService = {
  /** Name in `tracking_connections.service` and in the address of its pushes. */
  service: string;
  label: LocalizedText;
  /** What the owner fills in, in the order of the form. */
  fields: readonly ConnectionField[];
  /** Questions that the service allows one shop. */
  limits: { perSecond: number; burst: number };
  /** The service's code of a carrier; undefined where it does not know it. */
  codeOf(carrier: Carrier): string | undefined;
  question(wanted: TrackingQuestion, settings: ConnectionSettings): RemoteRequest;
  read(text: string): TrackingAnswer;
  /** The service's codes in our words; one that is not there says that nothing is known of the parcel yet. */
  faults: Readonly<Record<string, TrackingFault>>;
  /** Asks the service to tell by itself; absent where it cannot be asked for that. */
  subscription?: {
    request(wanted: TrackingQuestion, settings: ConnectionSettings, to: { url: string; salt: string }): RemoteRequest;
    /** Undefined where it will. */
    read(text: string): { code: string; text: string } | undefined;
  };
  readPush(form: Readonly<Record<string, string>>, settings: ConnectionSettings, salt: string): TrackingPush;
  /** What the service wants to read after a push. */
  pushed: string;
};

/** The one list of tracking services that a shop can use. */
export const trackingServices: readonly TrackingService[] = [kuaidi100Service, cainiaoService];
