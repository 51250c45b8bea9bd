import { z } from 'zod';
import type { AddressArgument } from '../../action-arguments.ts';
import type { AfterSalesCase, Order } from '../../types.ts';
import { sameArea } from '../kit/china-area.ts';
import { settingOf, wordOf } from '../kit/connection-fields.ts';
import { dataOf, outcomeOf } from '../kit/platform-answer.ts';
import { countOrZero, idText, listOf, readAs, textOrEmpty } from '../kit/read-json.ts';
import { stepOf } from '../kit/remote-writes.ts';
import type { ConnectionSettings, RemoteOutcome, RemoteShop } from '../remote/remote-platform.ts';
import type { DouyinApi } from './douyin-api.ts';
import { douyinErrors } from './douyin-errors.ts';
import { defaultOperations, type Operation } from './douyin-states.ts';

/** Steps of the shop in a case; each names the version of the case that it saw, so that a changed one is not decided by mistake. */
export function douyinSteps(
  api: DouyinApi,
  settings: ConnectionSettings,
  findCase: NonNullable<RemoteShop['findCase']>,
) {
  const operate = async (
    one: AfterSalesCase,
    operation: Operation,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<RemoteOutcome> => {
    const seen = Number(one.details['updateTime'] ?? '0');
    const item = { aftersale_id: one.caseId, ...(seen > 0 ? { update_time: seen } : {}), ...more };
    const answer = await api('afterSale.operate', { type: operationType(settings, operation), items: [item] }, true);
    if (!answer.ok) return outcomeOf(answer, douyinErrors);
    const result = readAs(operated, answer.data, 'douyin afterSale.operate').items[0];
    if (result === undefined || result.status_code === 0) return { ok: true };
    return outcomeOf({ ok: false, code: String(result.status_code), text: result.status_msg }, douyinErrors);
  };
  const address = settingOf(settings, 'returnAddressId');
  const logistics = address === '' ? {} : { logistics: { receiver_address_id: Number(address) } };
  const reject = async (one: AfterSalesCase, operation: Operation, note: string) =>
    operate(one, operation, { reason: note, remark: note, ...(await rejectReason(api, one.caseId, note)) });
  return {
    approve: stepOf(findCase, ({ case: one }) =>
      one.kind === 'return' || one.kind === 'exchange'
        ? operate(one, one.kind === 'return' ? 'approve-return' : 'approve-exchange', logistics)
        : operate(one, 'approve-refund'),
    ),
    reject: stepOf(findCase, ({ case: one, note }) =>
      reject(
        one,
        one.kind === 'return' ? 'reject-return' : one.kind === 'exchange' ? 'reject-exchange' : 'reject-refund',
        note,
      ),
    ),
    receive: stepOf(findCase, ({ case: one }) => operate(one, 'receive-return')),
    'fail-inspection': stepOf(findCase, ({ case: one, note }) => reject(one, 'reject-received', note)),
  };
}

/** The number of an operation: the setting's, or the one that the platform's SDK names. */
export function operationType(settings: ConnectionSettings, operation: Operation): number {
  const found = Number(wordOf(settings, 'operations', operation));
  return Number.isInteger(found) && found > 0 ? found : defaultOperations[operation];
}

/** A reason from the platform's list that needs no evidence: the one with these words, else the first. */
async function rejectReason(api: DouyinApi, caseId: string, note: string): Promise<{ reject_reason_code?: number }> {
  const answer = await api('afterSale.rejectReasonCodeList', { aftersale_id: caseId });
  const { items } = readAs(reasons, dataOf(answer, 'douyin reasons'), 'douyin reasons');
  const free = items.filter((one) => one.evidence_need !== 'Y');
  const chosen = free.find((one) => one.reason === note) ?? free[0];
  return chosen === undefined ? {} : { reject_reason_code: chosen.reject_reason_code };
}

/** Changes the receiver. The platform wants its own numbers for province, city and district; they are looked up by name. */
export async function changeReceiver(api: DouyinApi, order: Order, wanted: AddressArgument): Promise<RemoteOutcome> {
  const provinces = readAs(
    provinceList,
    dataOf(await api('address.getProvince', {}), 'douyin provinces'),
    'douyin provinces',
  );
  const province = provinces.find((one) => sameArea(one.province, wanted.province));
  if (province === undefined) return unknownArea(wanted.province);
  const areas = await api('address.getAreasByProvince', { province_id: Number(province.province_id) });
  const [tree] = readAs(areaTree, dataOf(areas, 'douyin areas'), 'douyin areas');
  const city = tree?.sub_districts.find((one) => sameArea(one.name, wanted.city));
  if (city === undefined) return unknownArea(wanted.city);
  const town = city.sub_districts.find((one) => sameArea(one.name, wanted.district));
  if (town === undefined) return unknownArea(wanted.district);
  const street = town.sub_districts.find((one) => wanted.detail.startsWith(one.name));
  const answer = await api(
    'order.addressModify',
    {
      order_id: order.orderId,
      post_receiver: wanted.name ?? order.address.name,
      post_tel: wanted.phone ?? order.address.phone,
      post_addr: {
        province: { id: province.province_id, name: province.province },
        city: { id: city.code, name: city.name },
        town: { id: town.code, name: town.name },
        street: { id: street?.code ?? '', name: street?.name ?? '' },
        address_detail: street === undefined ? wanted.detail : wanted.detail.slice(street.name.length),
        land_mark: '',
      },
    },
    true,
  );
  return outcomeOf(answer, douyinErrors);
}

function unknownArea(name: string): RemoteOutcome {
  return { ok: false, reasonKey: 'refused.incomplete-address', platformCode: 'unknown-area', platformText: name };
}

const operated = z.object({ items: listOf(z.object({ status_code: countOrZero, status_msg: textOrEmpty })) });
const reasons = z.object({
  items: listOf(z.object({ reject_reason_code: z.coerce.number(), reason: textOrEmpty, evidence_need: textOrEmpty })),
});
const provinceList = listOf(z.object({ province_id: idText, province: textOrEmpty }));
const area = { code: idText, name: textOrEmpty };
const areaTree = listOf(
  z.object({
    ...area,
    sub_districts: listOf(
      z.object({ ...area, sub_districts: listOf(z.object({ ...area, sub_districts: listOf(z.object(area)) })) }),
    ),
  }),
);
