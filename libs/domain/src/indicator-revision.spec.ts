import { indicatorRevisionOf, type IndicatorWords } from './indicator-revision.ts';

const words = (name: string, target = '30%', star = false): IndicatorWords => ({ name, target, star });
const table = (...all: readonly IndicatorWords[]) => all.map((one, i) => ({ no: i + 1, ...one }));
const before = table(words('清洁生产企业占比'), words('绿色工厂数量', '20个'));

test('the same table changes nothing', () => {
  expect(indicatorRevisionOf(before, before)).toEqual([]);
});
test('another target or star is a change of that indicator, wherever it stands now', () => {
  const after = table(words('再生水利用率'), words('清洁生产企业占比', '40%', true), words('绿色工厂数量', '20个'));
  expect(indicatorRevisionOf(before, after)).toEqual([
    { was: null, no: 1, from: null, to: words('再生水利用率') },
    { was: 1, no: 2, from: words('清洁生产企业占比'), to: words('清洁生产企业占比', '40%', true) },
  ]);
});
test('one that is gone is said last', () => {
  expect(indicatorRevisionOf(before, table(words('绿色工厂数量', '20个')))).toEqual([
    { was: 1, no: null, from: words('清洁生产企业占比'), to: null },
  ]);
});
