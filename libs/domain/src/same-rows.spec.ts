import { sameRows } from './same-rows.ts';

const texts = ['建设污水处理厂', '整治河道两岸', '推行垃圾分类', '公布年度报告'];
const rows = (...all: readonly string[]) => all.map((text, i) => ({ no: i + 1, text }));
const same = (...later: readonly string[]) => Object.fromEntries(sameRows(rows(...texts), rows(...later)));

test('the same document has the same rows', () => {
  expect(same(...texts)).toEqual({ 1: 1, 2: 2, 3: 3, 4: 4 });
});
test('a row that was inserted moves the others and takes the place of none', () => {
  expect(same('扶持再生资源企业', ...texts)).toEqual({ 2: 1, 3: 2, 4: 3, 5: 4 });
});
test('a row that is gone leaves its number to the next', () => {
  expect(same(...texts.slice(1))).toEqual({ 1: 2, 2: 3, 3: 4 });
});
test('a reworded row is the one it is most like, also when it moved', () => {
  expect(same(texts[0] ?? '', '整治全市河道两岸', ...texts.slice(2))).toEqual({ 1: 1, 2: 2, 3: 3, 4: 4 });
  expect(same('扶持再生资源企业', texts[0] ?? '', '整治全市河道两岸', ...texts.slice(2))).toEqual({
    2: 1,
    3: 2,
    4: 3,
    5: 4,
  });
});
test('a row of the same number that says something else is another', () => {
  expect(same(texts[0] ?? '', '扶持再生资源企业', ...texts.slice(2))).toEqual({ 1: 1, 3: 3, 4: 4 });
});
test('a row that goes does not take the place of its reworded neighbours, nor do they shift', () => {
  const places = ['商场', '饭店', '小区', '机关', '学校', '景区'].map((place) => `创建“无废${place}”。`);
  const fewer = places.slice(1).map((text) => `全面${text}`);
  expect(Object.fromEntries(sameRows(rows(...places), rows(...fewer)))).toEqual({ 1: 2, 2: 3, 3: 4, 4: 5, 5: 6 });
});
test('a row put in before a reworded one is the new one, though its number is the old one’s', () => {
  const later = rows('创建“无废医院”。', '全面创建“无废饭店”。');
  expect(Object.fromEntries(sameRows(rows('创建“无废饭店”。'), later))).toEqual({ 2: 1 });
});
test('a long plan in other words is compared in its neighbourhood', () => {
  const all = Array.from({ length: 400 }, (_, i) => `第${i}件：整治第${i}条河道两岸`);
  const later = rows('增加一件新的工作', ...all.map((text) => `${text}，按期完成`));
  expect([...sameRows(rows(...all), later)].every(([is, was]) => is === was + 1)).toBe(true);
});
test('a text that stands twice is two rows in their order', () => {
  const twice = rows('甲乙丙丁', '整治河道', '甲乙丙丁');
  expect(Object.fromEntries(sameRows(twice, rows('整治河道', '甲乙丙丁', '甲乙丙丁')))).toEqual({ 1: 2, 2: 1, 3: 3 });
});
