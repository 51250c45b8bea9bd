/**
 * Answers written after the platform's documents (developers.weixin.qq.com/doc/store/shop, pages "获取订单详情", "获取售后单"
 * and "获取商品", read 2026-11-21); the names and numbers are made up or the documents' own.
 */

export const rawOrder = {
  create_time: 1_658_505_600,
  update_time: 1_658_509_200,
  order_id: '3705115058471208928',
  status: 30,
  openid: 'OPENID',
  order_detail: {
    product_infos: [
      {
        product_id: '10000076089',
        sku_id: '20000078410',
        thumb_img: 'https://mmecimage.cn/p/a.jpg',
        sku_cnt: 10,
        sale_price: 2000,
        market_price: 2000,
        real_price: 12_000,
        title: '健身环',
        on_aftersale_sku_cnt: 1,
        finish_aftersale_sku_cnt: 0,
        sku_attrs: [{ attr_key: '材质', attr_value: '玻璃' }],
      },
    ],
    price_info: {
      product_price: 20_000,
      order_price: 10_500,
      freight: 500,
      discounted_price: 10_000,
      is_discounted: true,
    },
    pay_info: { prepay_id: 'p', prepay_time: 1_658_509_000, pay_time: 1_658_509_200, transaction_id: 't' },
    delivery_info: {
      address_info: {
        user_name: '陈先生',
        postal_code: '510000',
        province_name: '广东省',
        city_name: '广州市',
        county_name: '海珠区',
        detail_info: '大塘',
        national_code: '440105',
        tel_number: '13800138000',
      },
      delivery_product_info: [
        {
          waybill_id: '134654612313',
          delivery_id: 'STO',
          delivery_name: '申通快递',
          delivery_time: 1_658_595_600,
          deliver_type: 1,
          product_infos: [{ product_id: '10000076089', sku_id: '20000078410', product_cnt: 10 }],
        },
      ],
    },
    ext_info: { customer_notes: '请发申通', merchant_notes: '' },
  },
  aftersale_detail: {
    aftersale_order_list: [{ aftersale_order_id: '6000000000000001', status: 2 }],
    on_aftersale_order_cnt: 1,
  },
};

export const rawCase = {
  after_sale_order_id: '6000000000000001',
  status: 'MERCHANT_PROCESSING',
  openid: 'OPENID',
  product_info: { product_id: '10000076089', sku_id: '20000078410', count: 1 },
  refund_info: { currency: 'CNY', amount: 2000 },
  return_info: { waybill_id: '', delivery_id: '', delivery_name: '' },
  merchant_upload_info: { reject_reason: '', refund_certificates: [] },
  create_time: 1_658_592_000,
  update_time: 1_658_592_000,
  reason: 'NO_REASON_7_DAYS',
  reason_text: '七天无理由',
  type: 'RETURN',
  order_id: '3705115058471208928',
  details: { desc: '不合适', receive_product: true, prove_imgs: [], tel_number: '' },
  deadline: 1_658_764_800,
};

export const rawProduct = {
  product_id: '10000076089',
  title: '健身环',
  sub_title: '',
  status: 5,
  attrs: [{ attr_key: '产地', attr_value: '四川成都' }],
  cats: [{ cat_id: '6033' }, { cat_id: '6057' }],
  skus: [
    {
      sku_id: '20000078410',
      sale_price: 2000,
      stock_num: 8,
      sku_attrs: [{ attr_key: '材质', attr_value: '玻璃' }],
      status: 5,
    },
  ],
};
