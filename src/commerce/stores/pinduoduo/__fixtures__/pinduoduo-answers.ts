/**
 * Answers written after what public SDKs repeat of the platform's pages (pdd.order.information.get,
 * pdd.refund.list.increment.get; read 2026-11-21), which need a sign-in; all names and numbers are made up.
 */

export const rawOrder = {
  order_sn: '261110-123456789012345',
  order_status: 2,
  refund_status: 1,
  created_time: '2026-11-10 12:00:00',
  pay_time: '2026-11-10 12:00:30',
  shipping_time: '2026-11-11 18:00:00',
  last_ship_time: '2026-11-12 12:00:00',
  pay_amount: 198,
  postage: 0,
  province: '浙江省',
  city: '杭州市',
  town: '西湖区',
  address: '',
  receiver_name: '',
  contact_mobile: '13800138000',
  tracking_number: '78812345678901',
  logistics_id: 115,
  buyer_memo: '',
  item_list: [
    {
      goods_id: 3344,
      sku_id: 1122,
      goods_name: '加厚羊毛围巾',
      goods_spec: '雾霾蓝',
      goods_count: 2,
      goods_price: 104.5,
    },
  ],
};

export const rawRefund = {
  id: 7381745730,
  order_sn: '261110-123456789012345',
  after_sales_type: 3,
  after_sales_status: 7,
  after_sale_reason: '不喜欢',
  refund_amount: '99.00',
  goods_id: 3344,
  sku_id: '1122',
  goods_number: '1',
  created_time: '2026-11-20 10:00:00',
  updated_time: '2026-11-21 15:40:00',
};

/** `pdd.goods.detail.get`: prices in 分, numbers as text or number. */
export const rawGoods = {
  goods_id: 3344,
  goods_name: '加厚羊毛围巾',
  goods_desc: '保暖亲肤',
  cat_id: '8509',
  status: 1,
  is_refundable: 1,
  sku_list: [
    {
      sku_id: 1122,
      price: 10_900,
      multi_price: '9900',
      quantity: 5,
      is_onsale: 1,
      spec: [{ parent_id: 1215, parent_name: '颜色', spec_id: 1216, spec_name: '雾霾蓝' }],
    },
    {
      sku_id: 1123,
      price: 10_900,
      multi_price: 9900,
      quantity: 0,
      is_onsale: 1,
      spec: [{ parent_id: 1215, parent_name: '颜色', spec_id: 1217, spec_name: '燕麦' }],
    },
  ],
};
