import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ShopSearch } from './shop-search.ts';

/** The back office's address and how to change it; a change of words or filter is no step back in the browser. */
export function useShopSearch(): [
  ShopSearch,
  (change: { [Key in keyof ShopSearch]: ShopSearch[Key] | undefined }) => void,
] {
  const search = useSearch({ from: '/workspace/shop' });
  const navigate = useNavigate();
  const change = (given: { [Key in keyof ShopSearch]: ShopSearch[Key] | undefined }) => {
    const isOpening = given.order !== undefined || given.case !== undefined;
    void navigate({ to: '/shop', search: withoutEmpty({ ...search, ...given }), replace: !isOpening });
  };
  return [search, change];
}

function withoutEmpty(search: { [Key in keyof ShopSearch]: ShopSearch[Key] | undefined }): ShopSearch {
  const { tab, q, status, cases, order } = search;
  return {
    ...(tab ? { tab } : {}),
    ...(q ? { q } : {}),
    ...(status ? { status } : {}),
    ...(cases ? { cases } : {}),
    ...(order ? { order } : {}),
    ...(search.case ? { case: search.case } : {}),
  };
}
