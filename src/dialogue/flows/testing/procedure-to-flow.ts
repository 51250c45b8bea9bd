/**
 * Writes a procedure of a customer-service handbook (an ordered list of actions) as flow data. Each action becomes one step with
 * the action's own name as its id; steps that a shop change needs before it (the order in hand, a preview, a yes) are added.
 */
export function procedureToFlow(name: string, actions: readonly string[]): Record<string, unknown> {
  const steps: Record<string, unknown>[] = [];
  const slots: Record<string, unknown> = { order: { type: 'order', ask: 'ask.order' } };
  const count = new Map<string, number>();
  let hasOrder = false;
  for (const action of actions) {
    const seen = (count.get(action) ?? 0) + 1;
    count.set(action, seen);
    const id = seen === 1 ? action : `${action}-${seen}`;
    const kind = kinds[action] ?? 'tell';
    if (kind === 'write' && !hasOrder) {
      steps.push({ id: `${id}-who`, kind: 'identify' }, { id: `${id}-order`, kind: 'find-order', slot: 'order' });
      hasOrder = true;
    }
    hasOrder ||= kind === 'order';
    Object.assign(slots, slotsOf(action));
    steps.push(...stepsOf(kind, action, id));
  }
  return {
    flow: name.replaceAll('_', '-'),
    version: 1,
    title: { 'zh-CN': name, 'zh-TW': name, en: name.replaceAll('_', ' ') },
    description: `The handbook's procedure ${name}.`,
    skillGroup: 'aftersale',
    slots,
    steps: [...steps, { id: 'the-end', kind: 'end', say: 'anything-else' }],
  };
}

type Kind = 'identify' | 'order' | 'ask' | 'decide' | 'write' | 'task' | 'tell';

/** What each action of the handbook is: somebody proves who they are, an order is found, something is asked, decided, changed … */
const kinds: Readonly<Record<string, Kind>> = {
  'pull-up-account': 'identify',
  'verify-identity': 'order',
  'validate-purchase': 'order',
  'record-reason': 'ask',
  'enter-details': 'ask',
  'ask-the-oracle': 'decide',
  membership: 'decide',
  'subscription-status': 'decide',
  'update-order': 'write',
  'update-account': 'write',
  'offer-refund': 'write',
  'promo-code': 'task',
  'make-purchase': 'task',
  'notify-team': 'task',
  'send-link': 'task',
  'make-password': 'task',
  'shipping-status': 'tell',
};

/** The shop's action behind a change, with its arguments. */
const writes: Readonly<Record<string, { action: string; arguments: Record<string, string> }>> = {
  'update-order': { action: 'change-address', arguments: { orderId: 'order', address: 'place' } },
  'update-account': { action: 'change-default-address', arguments: { address: 'place' } },
  'offer-refund': { action: 'request-refund', arguments: { orderId: 'order', reason: 'whyRefund' } },
};

function slotsOf(action: string): Record<string, unknown> {
  const text = { type: 'text', ask: 'ask.remark' };
  if (kinds[action] === 'ask') return { [slotName(action)]: text };
  if (action === 'offer-refund') {
    return { whyRefund: { type: 'reason', ask: 'ask.refund-reason', action: 'request-refund', fallback: 'other' } };
  }
  return kinds[action] === 'write' ? { place: { type: 'address', ask: 'ask.remark' } } : {};
}

function stepsOf(kind: Kind, action: string, id: string): Record<string, unknown>[] {
  switch (kind) {
    case 'identify':
      return [{ id, kind: 'identify' }];
    case 'order':
      return [{ id, kind: 'find-order', slot: 'order' }];
    case 'ask':
      return [{ id, kind: 'collect', slots: [slotName(action)] }];
    case 'decide': {
      // The shop's records answer, not the customer: both ways go on with what was found.
      const when = { value: 'order.status', in: ['delivered', 'completed'] };
      const told = { id: `${id}-told`, kind: 'say', key: 'anything-else' };
      return [{ id, kind: 'branch', cases: [{ when, to: { step: told.id } }], otherwise: { step: told.id } }, told];
    }
    case 'write': {
      const { action: name, arguments: given } = writes[action] ?? { action: 'cancel-order', arguments: {} };
      const wanted = Object.values(given).filter((slot) => slot !== 'order');
      return [
        { id: `${id}-asked`, kind: 'collect', slots: wanted },
        { id: `${id}-check`, kind: 'check', action: name, arguments: given },
        { id: `${id}-yes`, kind: 'confirm', check: `${id}-check` },
        { id, kind: 'perform', check: `${id}-check` },
      ];
    }
    case 'task':
      return [{ id, kind: 'create-ticket', ticket: 'follow-up', title: 'anything-else' }];
    case 'tell':
      return [{ id, kind: 'say', key: 'anything-else' }];
  }
}

function slotName(action: string): string {
  return action.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
