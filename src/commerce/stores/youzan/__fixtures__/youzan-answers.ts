/**
 * Answers written after the platform's documents (doc.youzanyun.com, youzan.trade.get 4.0.2 and youzan.trade.refund.get 3.0.1,
 * read 2026-11-21). The amounts are those of the documents' own example: 9.82 = 13 − (1.18 + 4.00) + 0 + 2.
 */

export const rawOrder = `{"full_order_info":{"order_info":{"tid":"E20190312105415047400001","status":"WAIT_BUYER_CONFIRM_GOODS",
"status_str":"等待买家确认收货","created":"2026-11-10 10:54:15","pay_time":"2026-11-10 10:55:00","consign_time":"2026-11-11 09:00:00",
"success_time":"","refund_state":0},"buyer_info":{"yz_open_id":"yz1","buyer_phone":"13800138000"},
"address_info":{"receiver_name":"李四","receiver_tel":"13800138000","delivery_province":"浙江省","delivery_city":"杭州市",
"delivery_district":"西湖区","delivery_address":"学院路 1 号","delivery_postal_code":"310000"},
"pay_info":{"total_fee":"13.00","post_fee":"2.00","payment":"9.82","real_payment":"9.82"},
"orders":[{"oid":1457893245612345678,"item_id":440000001,"sku_id":36000001,"title":"明信片","num":3,"price":"3.00","payment":"6.80",
"sku_properties_name":"[{\\"k\\":\\"颜色\\",\\"v\\":\\"蓝\\"}]"},{"oid":1457893245612345679,"item_id":440000002,"sku_id":0,"title":"邮票","num":1,"price":"4.00","payment":"3.02"}],
"remark_info":{"buyer_message":""}},"refund_order":[],"delivery_order":[{"express_state":1,"oids":[{"oid":1457893245612345678}],
"dists":[{"express_info":{"express_no":"90898989089380","express_id":1}}]}]}`;

export const rawCase = `{"refund_id":"201907042058500000031002","tid":"E20190312105415047400001","oid":1457893245612345678,
"status":"WAIT_SELLER_AGREE","version":1553482678792,"demand":1,"return_goods":false,"refund_fee":"6.80",
"created":"2026-11-20 20:58:50","modified":"2026-11-20 20:58:50","desc":"不想要了"}`;

/** `item` of youzan.item.get 3.0.0, as public clients repeat it: prices in 分. */
export const rawItem = {
  item_id: 440000001,
  title: '明信片',
  price: 300,
  quantity: 12,
  skus: [
    { sku_id: 36000001, price: 300, quantity: 12, properties_name_json: '[{"kid":1,"vid":2,"k":"颜色","v":"蓝"}]' },
    { sku_id: 36000002, price: 350, quantity: 0, properties_name_json: '[{"kid":1,"vid":3,"k":"颜色","v":"白"}]' },
  ],
};
