/** Answers written after the platform's documents (open.xiaohongshu.com apiId 27241, 27242, 30115, 30038; read 2026-11-21); all names and numbers are made up. */

export const rawOrder = {
  orderId: 'P712345678901234567',
  orderType: 1,
  orderStatus: 6,
  userId: '5f1234567890abcdef123456',
  createdTime: 1_763_000_000_000,
  paidTime: 1_763_000_060_000,
  updateTime: 1_763_100_000_000,
  deliveryTime: 1_763_100_000_000,
  promiseLastDeliveryTime: 1_763_172_860_000,
  totalPayAmount: 19_901,
  totalShippingFree: 600,
  receiverProvinceName: '浙江省',
  receiverCityName: '杭州市',
  receiverDistrictName: '西湖区',
  customerRemark: '',
  expressTrackingNo: 'YT8800112233445',
  expressCompanyCode: 'yuantong',
  skuList: [
    {
      skuId: '64ff12f000000000000000f1',
      skuName: '加厚羊毛围巾',
      skuSpec: '雾霾蓝',
      skuQuantity: 3,
      totalPaidAmount: 19_301,
    },
  ],
};

export const rawCase = {
  returnsId: 'R7012345678901234567',
  returnType: 1,
  reasonNameZh: '七天无理由',
  status: 1,
  userId: '5f1234567890abcdef123456',
  orderId: 'P712345678901234567',
  applyTime: 1_763_200_000_000,
  updatedAt: 1_763_200_000_000,
  expireTime: 1_763_372_800_000,
  desc: '不合适',
  expectedRefundAmountYuan: 64.34,
  refundAmountYuan: 0,
  refundStatus: 0,
  skus: [{ skuId: '64ff12f000000000000000f1', appliedCount: 1 }],
};
