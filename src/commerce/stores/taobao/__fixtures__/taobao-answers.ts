/**
 * Answers written after the platform's documents (open.taobao.com, pages "taobao.trade.fullinfo.get", "taobao.refund.get" and
 * "taobao.item.seller.get", read 2026-11-21). Long numbers stand as text here and are written as numbers, as TOP sends them.
 */

export const rawTrade = `{"trade_fullinfo_get_response":{"trade":{"tid":2231958349001234567,"status":"WAIT_BUYER_CONFIRM_GOODS",
"created":"2026-11-10 12:00:00","modified":"2026-11-12 09:00:00","pay_time":"2026-11-10 12:01:30","payment":"218.00",
"post_fee":"8.00","buyer_nick":"示**家","buyer_open_uid":"AAH3x","receiver_name":"李**","receiver_mobile":"138****5678",
"receiver_state":"浙江省","receiver_city":"杭州市","receiver_district":"西湖区","receiver_address":"文三路**号",
"receiver_zip":"310000","buyer_message":"","orders":{"order":[
{"oid":2231958349002234567,"num_iid":11223344556,"sku_id":"5011223344","title":"加厚羊毛围巾","num":2,"price":"99.00",
"payment":"188.00","divide_order_fee":"180.00","sku_properties_name":"颜色分类:雾霾蓝;尺码:均码","refund_id":99887766554433221,
"invoice_no":"YT8800112233445","logistics_company":"圆通速递","consign_time":"2026-11-11 18:00:00"},
{"oid":2231958349003234567,"num_iid":11223344557,"title":"礼盒","num":1,"price":"30.00","payment":"30.00","divide_order_fee":"30.00"}]}}}}`;

export const rawRefund = `{"refund_get_response":{"refund":{"refund_id":99887766554433221,"tid":2231958349001234567,
"oid":2231958349002234567,"status":"WAIT_SELLER_AGREE","created":"2026-11-13 10:00:00","modified":"2026-11-13 10:00:00",
"refund_fee":"90.00","total_fee":"180.00","reason":"7天无理由退换货","desc":"不想要了","num":1,"good_status":"BUYER_RECEIVED",
"has_good_return":true,"refund_phase":"onsale","refund_version":1763000000000,"dispute_type":"REFUND_AND_RETURN",
"buyer_open_uid":"AAH3x","refund_remind_timeout":{"exist_timeout":true,"timeout":"2026-11-18 10:00:00","remind_type":1}}}}`;

export const rawItem = `{"item_seller_get_response":{"item":{"num_iid":11223344556,"title":"加厚羊毛围巾","cid":50007003,
"sell_point":"","props_name":"20000:29534:品牌:山田;122216347:3216785:季节:冬季","price":"99.00","num":12,
"approve_status":"onsale","skus":{"sku":[{"sku_id":5011223344,"price":"99.00","quantity":12,
"properties_name":"1627207:28341:颜色分类:雾霾蓝;20509:28383:尺码:均码"}]}}}}`;
