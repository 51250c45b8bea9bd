/**
 * Answers written after the platform's documents (op.jinritemai.com/docs/api-docs, pages 15/1342, 15/1343, 17/1295, 17/1095 as
 * its SDK of 2025 repeats them, read 2026-11-21); names and numbers are made up. Long numbers are written as numbers.
 */

export const rawOrder = `{"order_id":"5012345678901234567","order_status":3,"order_status_desc":"已发货","main_status":3,
"doudian_open_id":"1@#abc","shop_name":"山田旗舰店","create_time":1763000000,"pay_time":1763000060,"finish_time":0,
"exp_ship_time":1763172860,"pay_amount":19800,"post_amount":800,"buyer_words":"","mask_post_receiver":"李*","mask_post_tel":"138****5678",
"mask_post_addr":{"province":{"name":"浙江省","id":"33"},"city":{"name":"杭州市","id":"3301"},"town":{"name":"西湖区","id":"330106"},
"street":{"name":"文新街道","id":"330106009"},"detail":"***"},
"logistics_info":[{"tracking_no":"SF1234567890123","company":"shunfeng","company_name":"顺丰速运","delivery_id":"d1","ship_time":1763100000,
"product_info":[{"sku_order_id":"5012345678901234567"}]}],
"sku_order_list":[{"order_id":"5012345678901234567","product_id":3512345678901234567,"product_id_str":"3512345678901234567","sku_id":1712345678901234,
"product_name":"加厚羊毛围巾","item_num":2,"origin_amount":9900,"promotion_amount":800,"spec":[{"name":"颜色","value":"雾霾蓝"}]}]}`;

export const rawCase = `{"process_info":{"after_sale_info":{"after_sale_id":7012345678901234567,"after_sale_status":6,
"after_sale_status_desc":"待商家处理","after_sale_type":0,"refund_status":1,"refund_total_amount":9500,"real_refund_amount":0,
"apply_time":1763200000,"update_time":1763200100,"status_deadline":1763372800,"reason":"七天无理由","reason_remark":"不合适",
"after_sale_apply_count":1},"arbitrate_info":{"arbitrate_status":0},"logistics_info":{}},
"order_info":{"shop_order_id":5012345678901234567,"sku_order_infos":[{"sku_order_id":5012345678901234567}]}}`;

export const rawProduct = `{"product_id":3512345678901234567,"product_id_str":"3512345678901234567","name":"加厚羊毛围巾","status":0,
"category_detail":{"first_cname":"服饰","second_cname":"配饰","third_cname":"围巾","fourth_cname":""},
"specs":[{"name":"颜色","values":[{"id":1700000000000001,"name":"雾霾蓝"},{"id":1700000000000002,"name":"燕麦"}]}],
"spec_prices":[{"sku_id":1712345678901234,"price":9900,"stock_num":5,"spec_detail_ids":[1700000000000001]},
{"sku_id":1712345678901235,"price":9900,"stock_num":0,"spec_detail_ids":[1700000000000002]}]}`;
