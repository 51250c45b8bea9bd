import type { CheckedAction } from './action-arguments.ts';
import { maskEmail, maskedPlace, maskName } from './mask.ts';
import type { ActionOutcome, ChangedEntity } from './store-connector.ts';
import { done, type Permitted, type VerdictParameters } from './verdict-keys.ts';

/** The outcome of something done. Outcomes are kept for retries: addresses, e-mail and names are masked in them. Pure. */
export function maskedOutcome(
  action: CheckedAction,
  verdict: Permitted,
  changed: readonly ChangedEntity[],
  more: VerdictParameters = {},
): ActionOutcome {
  const masked = maskedParameters(action);
  const facts = verdict.facts.map((fact) => {
    const name = /:(?:new-address|invoice-title|invoice-email)$/.exec(fact.id)?.[0].replace(/^:(?:new-|invoice-)/, '');
    const value = name === undefined ? undefined : masked[name];
    return value === undefined ? fact : { ...fact, value };
  });
  return done({ ...verdict, facts }, changed, { ...more, ...masked });
}

function maskedParameters(action: CheckedAction): Readonly<Record<string, string>> {
  if ('address' in action.given) return { address: maskedPlace(action.given.address) };
  if (action.name !== 'request-invoice') return {};
  const { titleType, title, email } = action.given;
  return { title: titleType === 'company' ? title : maskName(title), email: maskEmail(email) };
}
