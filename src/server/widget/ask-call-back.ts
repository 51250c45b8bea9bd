import { widgetChannelId } from '../../channels/index.ts';
import { maskPhone } from '../../commerce/index.ts';
import { type ContentPart, findContinuable } from '../../conversations/index.ts';
import type { WidgetSessionRecord } from '../../customers/index.ts';
import { callBackForm } from '../../dialogue/index.ts';
import { AppError, type ConversationId } from '../../platform/index.ts';
import { askCallBack, isOpen, readPhone, sealPurpose } from '../../routing/index.ts';
import type { ServerParts } from '../server-parts.ts';

/**
 * Takes the number out of a form in which a customer asks to be called: it is sealed first, and what goes on as the message only holds it
 * masked. Out of hours the call-back waits until people come. AppError 'invalid' for what is no number.
 */
export async function takeCallBackForm(
  parts: ServerParts,
  session: WidgetSessionRecord,
  content: readonly ContentPart[],
): Promise<readonly ContentPart[]> {
  const form = content.find((part) => part.kind === 'form-answer' && part.formId === callBackForm.formId);
  if (form?.kind !== 'form-answer') return content;
  const { shopId, customerId } = session;
  const running = await parts.walk.database.inShop(shopId, (sql) =>
    findContinuable(sql, shopId, customerId, widgetChannelId),
  );
  if (!running) throw over();
  const phone = await askToBeCalled(parts, session, running.conversationId, form.values.phone ?? '');
  return content.map((part) => (part === form ? { ...form, values: { phone } } : part));
}

/** Seals the number beside the conversation and notes that the customer is to be called; returns it masked. */
export async function askToBeCalled(
  parts: ServerParts,
  session: WidgetSessionRecord,
  conversationId: ConversationId,
  text: string,
): Promise<string> {
  const { shopId } = session;
  const phone = readPhone(text);
  if (phone === undefined)
    throw new AppError('invalid', 'not a phone number', { field: 'phone', userMessageKey: 'problem.phone-number' });
  const [secrets, shop] = await Promise.all([parts.ground.secrets.forShop(shopId), parts.shops.get(shopId)]);
  const now = parts.walk.clock.now();
  const hours = isOpen(shop.settings.workingHours, now, shop.timeZone);
  const entersAt = hours.isOpen ? now : hours.opensAt;
  const isAsked = await parts.walk.database.inShop(shopId, async (sql) => {
    const own = await sql<{ handler: string }[]>`
      select handler from conversations
      where shop_id = ${shopId} and conversation_id = ${conversationId} and customer_id = ${session.customerId}`;
    if (!own[0]) throw new AppError('not-found', 'no such conversation');
    return await askCallBack(sql, {
      shopId,
      conversationId,
      phoneSealed: secrets.seal(sealPurpose(conversationId), phone),
      phoneMasked: maskPhone(phone),
      // Whoever waits already is in the queue; the AI's customers enter it when people are there.
      ...(own[0].handler === 'ai' && entersAt ? { entersAt } : {}),
      now,
    });
  });
  if (!isAsked) throw over();
  return maskPhone(phone);
}

function over(): AppError {
  return new AppError('conflict', 'this conversation is over', { userMessageKey: 'problem.call-back-over' });
}
