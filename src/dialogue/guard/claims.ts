/** Something that a text says has happened or is given. The same words may be a lie while every number in them is true. */
export const claimKinds = ['refunded', 'cancelled', 'compensated', 'given', 'changed', 'shipped', 'approved'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** Claims of a text; a draft may make those of its template only, in whatever words. */
export function claimsIn(text: string): readonly { kind: ClaimKind; text: string }[] {
  const plain = text.normalize('NFKC');
  return claimKinds.flatMap((kind) => {
    const found = patterns[kind].exec(plain);
    return found === null ? [] : [{ kind, text: found[0] }];
  });
}

const patterns: Readonly<Record<ClaimKind, RegExp>> = {
  refunded:
    /已[^,。;!?\n]{0,8}(?:退款|退还|退還|退回|打款)|退款[^,。;!?\n\d]{0,6}已[^,。;!?\n]{0,3}(?:到账|到帳|到賬|入账|入帳|完成|成功)|\b(?:has|have|been|is|was)(?: been)? refunded\b|\brefunded (?:you|it|the|\W?\d)|\brefund of [^.;!?\n]{1,16} is on\b/iu,
  cancelled: /已[^,。;!?\n]{0,6}(?:取消|关闭|關閉)|取消(?:好了|成功)|\bcancell?ed\b/iu,
  compensated: /赔付|賠付|补偿|補償|返现|返現|赔您|賠您|\bcompensat|\bcash ?back\b/iu,
  given:
    /(?:给|給|送|赠|贈|发|發)您?(?:一|两|兩|\d)\s?\d*\s?(?:张|張|份|个|個)|(?:给|給|送|赠|贈|发|發)您?[^,。;!?\n]{0,6}(?:券|红包|紅包|礼物|禮物|小礼|小禮|赠品|贈品)|免单|免單|无门槛|無門檻|\bvoucher\b|\bhere is (?:a|your)\b|\bfor free\b|\bfree of charge\b|\bmakes it free\b|\ba (?:free |small )?gift\b/iu,
  changed:
    /已[^,。;!?\n]{0,6}(?:修改|改好|更改|改为|改為|更新)|改好了|\b(?:has been|is now|was) (?:changed|updated)\b/iu,
  shipped:
    /已[^,。;!?\n]{0,8}(?:发出|發出|寄出|发货|發貨|出貨|签收|簽收|送达|送達|送到)|在路上|运输中|運送中|途中|\b(?:has|have) (?:been )?(?:shipped|delivered|left)\b|\b(?:is|was) (?:shipped|delivered)\b|\bon its way\b|\bin transit\b/iu,
  approved: /(?:审核|審核)[^,。;!?\n]{0,4}(?:通过|通過)|已[^,。;!?\n]{0,4}(?:批准|同意|通过|通過)|\bapproved\b/iu,
};
