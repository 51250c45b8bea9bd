/**
 * Answers written after the platform's documents (jos.jd.com apiId 15660, 15661, 12866; open.jd.com apiId 923, 2136, 1587 and 1227; read
 * 2026-11-21); names and numbers are made up.
 */

export const rawOrder = {
  orderId: '284512345678',
  venderId: '10001',
  orderState: 'WAIT_GOODS_RECEIVE_CONFIRM',
  orderStateRemark: '等待确认收货',
  orderStartTime: '2026-11-10 12:00:00',
  orderEndTime: '0001-01-01 00:00:00',
  paymentConfirmTime: '2026-11-10 12:01:30',
  modified: '2026-11-12 09:00:00',
  actualPay: '198.00',
  shouldPay: '198.00',
  freightPrice: '6.00',
  itemInfoList: [
    { skuId: '100012345', wareId: '10023456', skuName: '加厚羊毛围巾 雾霾蓝', jdPrice: '99.00', itemTotal: '2' },
  ],
  consigneeInfo: {
    fullname: '李**',
    mobile: '138****5678',
    telephone: '',
    province: '浙江',
    city: '杭州市',
    county: '西湖区',
    fullAddress: '浙江杭州市西湖区***',
  },
  waybill: 'JD0012345678901',
  logisticsId: '2087',
  open_id_buyer: 'oid-1',
};

export const rawService = {
  serviceId: 700123456,
  orderId: 284512345678,
  applyTime: 1_763_200_000_000,
  updateTime: 1_763_200_100_000,
  customerExpect: 10,
  serviceStatus: 10001,
  serviceStatusName: '待审核',
  skuId: 100012345,
  serviceCount: 1,
  applyReasonName: '七天无理由',
};

export const rawRefund = {
  id: 900123,
  orderId: '284512345678',
  status: 0,
  applyTime: '2026-11-20 10:00:00',
  applyRefundSum: 19800,
  reason: '不想要了',
  buyerId: 'oid-1',
};

export const rawWare = {
  wareId: 10023456,
  title: '加厚羊毛围巾',
  wareStatus: 8,
  categoryId: 21438,
  jdPrice: 99,
  stockNum: 12,
};

export const rawSku = {
  wareId: 10023456,
  skuId: 100012345,
  skuName: '加厚羊毛围巾 雾霾蓝',
  status: 1,
  jdPrice: 99.5,
  stockNum: 12,
  saleAttrs: [
    { attrId: '1000018258', attrValues: ['1516'], attrValueAlias: ['雾霾蓝'] },
    { attrId: '1000018259', attrValues: ['1517'], attrValueAlias: ['均码'] },
  ],
};
