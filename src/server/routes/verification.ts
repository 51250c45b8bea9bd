import { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import { confirmVerificationCode, sendVerificationCode } from '../../walk/index.ts';
import { none, type Route, widgetRoute } from '../http/route.ts';
import { takeToken } from '../http/take-token.ts';
import type { ServerParts } from '../server-parts.ts';

/** A customer proves who they are by a code to the e-mail or phone that the shop has on file. */
export const verificationRoutes: readonly Route[] = [
  widgetRoute({
    method: 'POST',
    path: '/api/v1/widget/verification',
    summary: 'Send a one-time code to the e-mail or phone on file; good for ten minutes and three tries',
    params: none,
    query: none,
    body: z.strictObject({
      channel: z.enum(['email', 'sms']),
      language: z.enum(['zh-CN', 'zh-TW', 'en']).default('zh-CN'),
    }),
    usesIdempotencyKey: false,
    handle: async ({ parts, edge, session }, { body }) => {
      takeToken(edge.limits.customerMessages, session.customerId);
      const { shopId, customerId } = session;
      const sent = await sendVerificationCode(verificationOf(parts), { shopId, customerId, ...body });
      if (sent.ok) return { body: { sentTo: sent.sentTo, expiresAt: sent.expiresAt.toISOString() } };
      if (sent.reason === 'too-many')
        throw new AppError('rate-limited', `a code may be sent again in ${sent.waitSeconds} s`);
      throw new AppError(sent.reason === 'not-offered' ? 'unavailable' : 'conflict', `verification: ${sent.reason}`);
    },
  }),
  widgetRoute({
    method: 'POST',
    path: '/api/v1/widget/verification/check',
    summary: 'Try the code',
    params: none,
    query: none,
    body: z.strictObject({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    usesIdempotencyKey: false,
    handle: async ({ parts, edge, session }, { body }) => {
      takeToken(edge.limits.customerMessages, session.customerId);
      const { shopId, customerId } = session;
      const verdict = await confirmVerificationCode(verificationOf(parts), { shopId, customerId, code: body.code });
      return { body: { isVerified: verdict === 'right', verdict } };
    },
  }),
];

function verificationOf({ walk, ground, mailer, sms }: ServerParts) {
  return { database: walk.database, clock: walk.clock, shops: walk.shops, secrets: ground.secrets, mailer, sms };
}
