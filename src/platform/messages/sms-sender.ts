/** A text message by a template that the carrier has approved; free words are not allowed on Chinese networks. */
export type Sms = { to: string; template: 'one-time-code'; parameters: Readonly<Record<string, string>> };

/**
 * Contract of an SMS provider. `send` resolves when the provider has taken the message; a provider knows no idempotency, so
 * nothing is sent twice by itself. AppError 'unavailable' where it cannot be reached, 'invalid' where it refuses the number.
 */
export type SmsSender = { id: string; send(message: Sms): Promise<void> };
