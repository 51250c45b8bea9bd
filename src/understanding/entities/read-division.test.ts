import { describe, expect, it } from 'vitest';
import { readDivision } from './read-division.ts';

describe('readDivision', () => {
  it.each([
    ['浙江省杭州市余杭区五常大道168号', ['浙江省', '杭州市', '余杭区']],
    ['浙江杭州余杭五常大道168号', ['浙江省', '杭州市', '余杭区']],
    ['杭州余杭', ['浙江省', '杭州市', '余杭区']],
    ['上海市浦东新区张江路88号', ['上海市', '上海市', '浦东新区']],
    ['沪 浦东张江路88号', ['上海市', '上海市', '浦东新区']],
    ['北京朝阳望京SOHO', ['北京市', '北京市', '朝阳区']],
    ['粤深圳南山科苑路15号', ['广东省', '深圳市', '南山区']],
    ['重庆渝北龙溪街道', ['重庆市', '重庆市', '渝北区']],
    ['内蒙古呼和浩特赛罕区', ['内蒙古自治区', '呼和浩特市', '赛罕区']],
    ['新疆乌鲁木齐天山区', ['新疆维吾尔自治区', '乌鲁木齐市', '天山区']],
    ['江苏苏州昆山', ['江苏省', '苏州市', '昆山市']],
    ['广东', ['广东省', undefined, undefined]],
    ['hello', [undefined, undefined, undefined]],
  ])('reads %s', (address, expected) => {
    const { province, city, district } = readDivision(address);
    expect([province, city, district]).toEqual(expected);
  });

  it('leaves open which of several districts of one name is meant', () => {
    expect(readDivision('鼓楼区中山路')).toEqual({});
  });
});
