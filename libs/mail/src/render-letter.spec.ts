import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { PersonId, Post } from '#domain/actor';
import { assignmentId, type Role } from '#domain/assignment';
import type { EmptyChair, LetterContent, LetterItem } from '#domain/letter';
import { type Form, forms, type Rung } from '#domain/tables/ladder';
import type { TaskId } from '#domain/task';
import { day } from '#domain/time/day';
import type { UnitId } from '#domain/unit';
import { renderLetter } from './render-letter.ts';
import { ordinalZh } from './sheet.ts';

const pageUrl = 'http://127.0.0.1:3000';
const farmFilm =
  '开展废弃农膜回收利用，建成“村、乡镇（街道）回收转运—区县集中分拣贮运—区域性加工”的有偿回收利用体系，鼓励销售企业参与回收，到年底回收率达到国家要求。';

const item = (no: number, more: Partial<LetterItem> = {}): LetterItem => ({
  task: `cq-zero-waste-${String(no).padStart(3, '0')}` as TaskId,
  no,
  heading: '推进生活垃圾分类规划',
  text: '制定机关企事业单位、公共场所等公共机构分类评估实施办法。',
  role: 'responsible',
  partUnitName: null,
  unitName: '渝中区政府',
  assignment: assignmentId('responsible', 'yuzhong-district' as UnitId),
  about: 'acknowledge',
  by: day('2020-01-03'),
  said: null,
  lateDays: 0,
  rung: null,
  proposed: false,
  next: null,
  ...more,
});

const next = (on: string, rung: Rung, provisional = false): LetterItem['next'] => ({
  on: day(on),
  at: '08:30',
  rung,
  provisional,
});

const letter = (
  form: Form,
  planDay: string,
  to: [string, string, Post, string],
  items: LetterItem[],
): LetterContent => ({
  form,
  number: '〔2020〕12号',
  planTitle: '重庆市（主城区）“无废城市”建设试点实施方案',
  planDay: day(planDay),
  to: {
    person: 'p1' as PersonId,
    name: to[3],
    unit: to[0] as UnitId,
    unitName: to[1],
    post: to[2],
    address: 'somebody@duban.example',
  },
  items,
  office: { name: '市无废办' },
});

const yuzhong = (post: Post, name: string): [string, string, Post, string] => [
  'yuzhong-district',
  '渝中区政府',
  post,
  name,
];
const emptyChair = (post: Post, why: EmptyChair['why']): EmptyChair => ({
  unit: 'yuzhong-district' as UnitId,
  unitName: '渝中区政府',
  post,
  why,
  cause: null,
});
const office: [string, string, Post, string] = ['zero-waste-office', '市无废办', 'section-head', '周敏'];

/** A letter of each form, as it occurs in the first weeks of the plan or at the end of a task. */
const samples: Record<
  Form | 'digest-of-80' | 'digest-of-the-office' | 'digest-of-reviews' | 'held-of-a-task' | 'digest-for-another',
  LetterContent
> = {
  undelivered: {
    ...letter('undelivered', '2020-01-06', ['zero-waste-office', '市无废办', 'liaison', '孙丽'], []),
    chairs: [
      {
        ...emptyChair('handler', 'nobody'),
        to: [{ unitName: '渝中区政府', post: 'section-head', name: '赵敏' }],
      },
      {
        ...emptyChair('liaison', 'bounced'),
        cause: '5.1.1 550 no such user',
        to: [{ unitName: '渝中区政府', post: 'section-head', name: '赵敏' }],
      },
      { ...emptyChair('chief', 'ended'), to: [{ unitName: '市无废办', post: 'deputy', name: '市无废办分管负责人' }] },
    ],
  },
  'digest-for-another': {
    ...letter('digest', '2020-01-06', yuzhong('section-head', '赵敏'), [item(4, { lateDays: 0, rung: 'E0' })]),
    standsIn: [emptyChair('handler', 'nobody'), emptyChair('liaison', 'bounced')],
  },
  issued: letter('issued', '2020-01-02', yuzhong('liaison', '陈静'), [
    item(4, { lateDays: -1, next: next('2020-01-06', 'E1') }),
    item(8, { lateDays: -1, next: next('2020-01-06', 'E1'), text: farmFilm }),
    item(9, { lateDays: -2, by: day('2020-01-06'), role: 'support', next: next('2020-01-07', 'E1') }),
  ]),
  digest: letter('digest', '2020-01-06', yuzhong('handler', '王磊'), [
    item(4, { lateDays: 1, rung: 'E1', next: next('2020-01-08', 'E2') }),
    item(8, { lateDays: 0, by: day('2020-01-06'), rung: 'E0', next: next('2020-01-07', 'E1') }),
    item(9, { lateDays: -1, by: day('2020-01-07'), rung: 'E0', about: 'nameOwner', next: next('2020-01-08', 'E1') }),
  ]),
  'blue-slip': letter('blue-slip', '2020-01-08', yuzhong('deputy', '李强'), [
    item(4, { lateDays: 3, rung: 'E2', next: next('2020-01-10', 'E3') }),
    item(8, { lateDays: 3, rung: 'E2', text: farmFilm, next: next('2020-01-10', 'E3') }),
  ]),
  'yellow-slip': letter(
    'yellow-slip',
    '2020-01-10',
    ['urban-management-bureau', '市城市管理局', 'deputy', '赵云'],
    [
      item(4, { lateDays: 5, rung: 'E3', next: next('2020-01-17', 'E4') }),
      item(4, { lateDays: 5, rung: 'E3', role: 'lead', unitName: '市城市管理局', next: next('2020-01-17', 'E4') }),
      item(8, { lateDays: 6, by: day('2020-01-02'), rung: 'E3', about: 'nameOwner' }),
    ],
  ),
  consultation: letter(
    'consultation',
    '2020-01-10',
    ['sanitation-group', '市环卫集团', 'chief', '市环卫集团主要负责人'],
    [
      item(18, {
        unitName: '市环卫集团',
        lateDays: 5,
        rung: 'E3',
        text: '建设装修垃圾填埋场1座。',
        next: next('2020-01-17', 'E4'),
      }),
    ],
  ),
  'supervision-letter': letter('supervision-letter', '2020-01-17', yuzhong('chief', '孙华'), [
    item(4, { lateDays: 10, rung: 'E4' }),
    item(8, { lateDays: 10, rung: 'E4', next: next('2027-02-14', 'E5', true) }),
  ]),
  'red-slip': letter(
    'red-slip',
    '2020-02-07',
    ['leading-group', '领导小组', 'chief', '领导小组组长'],
    [item(4, { lateDays: 20, rung: 'E5' })],
  ),
  declined: letter('declined', '2020-01-03', office, [
    item(4, {
      about: 'rule',
      unitName: '市无废办',
      by: day('2020-01-07'),
      lateDays: -2,
      said: '渝中区政府（责任单位）退签：本区没有农村，不涉及此项。',
      next: next('2020-01-08', 'E1'),
    }),
  ]),
  decided: letter('decided', '2020-01-06', yuzhong('liaison', '陈静'), [
    item(4, { about: null, by: null, said: '裁定解除渝中区政府（责任单位）的任务' }),
    item(8, {
      lateDays: -1,
      by: day('2020-01-07'),
      said: '裁定由渝中区政府（责任单位）继续承担',
      next: next('2020-01-08', 'E1'),
    }),
    item(17, { about: null, by: null, said: '豁免「危险废物经营许可证（渝中区政府）」：本区没有此类工程' }),
    item(30, { about: null, by: null, role: 'lead', said: '销号' }),
  ]),
  note: letter('note', '2020-03-02', yuzhong('handler', '王磊'), [
    item(4, {
      about: null,
      by: null,
      said: '市城市管理局留言渝中区政府：请于周五前报送名单。',
    }),
  ]),
  subtask: letter('subtask', '2020-03-02', yuzhong('handler', '王磊'), [
    item(68, {
      about: 'subtask',
      by: day('2020-06-30'),
      lateDays: -82,
      said: '市城市管理局（牵头单位）分解子任务s3“餐厨垃圾收运网络建设”给渝中区政府（责任单位），2020-06-30前完成',
      next: next('2020-07-01', 'E1'),
    }),
    item(68, { about: null, by: null, said: '市城市管理局（牵头单位）撤回子任务s2“厨余垃圾收运网络建设”：并入s3' }),
  ]),
  held: letter('held', '2020-12-11', yuzhong('liaison', '陈静'), [
    item(17, {
      about: 'supply',
      by: day('2020-12-18'),
      lateDays: -5,
      said: '渝中区政府（责任单位）申报完成有缺项，暂不受理。缺佐证：「竣工验收意见（渝中区政府）」、「现场照片（渝中区政府）」',
      next: next('2020-12-21', 'E1'),
    }),
  ]),
  'held-of-a-task': letter(
    'held',
    '2020-12-14',
    ['urban-management-bureau', '市城市管理局', 'deputy', '赵云'],
    [
      item(17, {
        about: 'finish',
        role: 'lead',
        unitName: '市城市管理局',
        assignment: assignmentId('lead', 'urban-management-bureau' as UnitId),
        by: day('2020-12-31'),
        lateDays: -13,
        said:
          '市城市管理局（牵头单位）申请办结有缺项，暂不受理。佐证未提交或者未认定：「竣工验收意见（渝中区政府）」；' +
          '未获认可：渝中区政府（责任单位）；子任务未办结：s3；未签收：市财政局（配合单位）',
        next: next('2021-01-04', 'E1'),
      }),
      item(18, {
        about: 'supply',
        by: day('2020-12-18'),
        lateDays: -4,
        said: '渝中区政府（责任单位）申报完成有缺项，暂不受理。缺佐证：「现场照片（渝中区政府）」',
        next: next('2020-12-21', 'E1'),
      }),
    ],
  ),
  returned: letter('returned', '2020-12-14', yuzhong('handler', '王磊'), [
    item(17, {
      about: 'correct',
      by: day('2020-12-21'),
      lateDays: -5,
      said: '渝中区政府（责任单位）的完成申报被退回，须整改「现场照片（渝中区政府）」：没有日期',
      next: next('2020-12-22', 'E1'),
    }),
    item(18, {
      about: 'part',
      by: day('2020-12-17'),
      lateDays: -3,
      said: '「竣工验收意见（渝中区政府）」佐证3不予认定：没有盖章',
      next: next('2020-12-18', 'E1'),
    }),
  ]),
  accepted: letter('accepted', '2020-12-16', yuzhong('liaison', '陈静'), [
    item(17, { about: null, by: null, said: '渝中区政府（责任单位）的完成申报获认可' }),
  ]),
  'signed-off': letter('signed-off', '2020-12-28', yuzhong('liaison', '陈静'), [
    item(17, { about: null, by: null, said: '方案办公室审签通过，事项办结' }),
  ]),
  'digest-of-reviews': letter(
    'digest',
    '2021-01-11',
    ['leading-group', '领导小组', 'deputy', '周力'],
    [
      item(17, {
        about: 'signOff',
        role: null,
        assignment: null,
        unitName: '领导小组',
        by: day('2021-01-12'),
        lateDays: -1,
        rung: 'E0',
      }),
      item(18, {
        about: 'signOff',
        role: null,
        assignment: null,
        unitName: '市城市管理局',
        by: day('2021-01-08'),
        lateDays: 1,
        rung: 'E1',
        next: next('2021-01-13', 'E2'),
      }),
      item(19, {
        about: 'signOff',
        role: null,
        assignment: null,
        unitName: '市无废办',
        by: day('2021-01-11'),
        lateDays: 0,
        rung: 'E0',
        next: next('2021-01-12', 'E1'),
      }),
    ],
  ),
  'digest-of-80': letter(
    'digest',
    '2020-01-07',
    yuzhong('handler', '王磊'),
    Array.from({ length: 80 }, (_, n) => ofEighty(n)),
  ),
  'digest-of-the-office': letter('digest', '2020-01-17', office, [
    item(4, { lateDays: 10, rung: 'E4', proposed: true, next: next('2020-02-06', 'E5') }),
    item(8, { lateDays: 10, rung: 'E4', proposed: true, unitName: '市环卫集团', next: next('2020-02-06', 'E5') }),
    item(30, {
      about: 'answer',
      role: null,
      assignment: null,
      unitName: '市无废办',
      by: day('2020-01-16'),
      lateDays: 1,
      rung: 'E1',
      next: next('2020-01-21', 'E2'),
    }),
  ]),
};

function ofEighty(n: number): LetterItem {
  const roles: readonly Role[] = ['lead', 'support', 'responsible'];
  const role = roles[n % 3] ?? 'lead';
  const common = { role, text: n % 4 === 0 ? farmFilm : '合理选择改厕方式，完成新建和改造标准卫生厕所任务。' };
  if (n < 40)
    return item(n + 1, { ...common, lateDays: 0, by: day('2020-01-07'), rung: 'E0', next: next('2020-01-08', 'E1') });
  if (n < 60) return item(n + 1, { ...common, lateDays: 2, rung: 'E1', next: next('2020-01-08', 'E2') });
  return item(n + 1, {
    ...common,
    about: 'nameOwner',
    lateDays: -1,
    by: day('2020-01-08'),
    rung: 'E0',
    next: next('2020-01-09', 'E1'),
  });
}

/** `GOLDEN=write` writes the files anew; their difference is then what is reviewed. */
const expectGolden = (name: string, found: string): void => {
  const file = new URL(`../golden/${name}`, import.meta.url);
  if (process.env['GOLDEN'] === 'write') writeFileSync(file, found);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(found);
};

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
/** What a reader sees of an HTML letter, addresses included, without any white space. */
const seen = (html: string): string =>
  html
    .replace(/^[\s\S]*<body/, '<body')
    .replace(/<a href="([^"]*)"[^>]*>/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
    .replace(/\s/g, '');

describe.each(Object.entries(samples))('%s', (name, content) => {
  const { subject, text, html } = renderLetter(content, { pageUrl });

  test('reads as in the golden files', () => {
    expectGolden(`${name}.txt`, `${subject}\n\n${text}`);
    // Not *.html: the formatter of the sources would want it otherwise than mail programs.
    expectGolden(`${name}.html.golden`, html);
  });

  test('text and HTML carry the same facts', () => {
    const drawn = seen(html);
    const facts = text
      .split('\n')
      .flatMap((line) => line.replace(/^■/, '').split(/[【】\s]/))
      .filter((fact) => fact !== '');
    expect(facts.filter((fact) => !drawn.includes(fact))).toEqual([]);
  });

  test('every task has its link', () => {
    for (const { task } of content.items) {
      expect(text).toMatch(new RegExp(`^ *${pageUrl}/tasks/${task}$`, 'm'));
      expect(html).toContain(`<a href="${pageUrl}/tasks/${task}"`);
    }
  });

  test('the subject is one line that names the form', () => {
    expect(subject).toMatch(/^【.+】/);
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

test('a held letter says item by item what is missing, and that there is no end without it', () => {
  const { text } = renderLetter(samples.held, { pageUrl });
  expect(text).toContain('「竣工验收意见（渝中区政府）」、「现场照片（渝中区政府）」');
  expect(text).toContain('缺项补齐或者依规定豁免之前，事项不能办结。');
});

test('the leading group is only reminded; a reviewer is followed by the post above him', () => {
  const { text } = renderLetter(samples['digest-of-reviews'], { pageUrl });
  const own = text.slice(text.indexOf('贵单位应审签'), text.indexOf('所列单位应审签'));
  expect(own).not.toContain('届时仍未');
  expect(text).toContain('发蓝色提醒单，送该单位主要负责人（E2）');
  expect(text).toContain('列入督办日报，送该单位分管负责人（E1）');
});

test('a letter has its sections counted as far as there are kinds of obligation', () => {
  expect([1, 10, 11, 19, 20, 21, 63, 99].map(ordinalZh)).toEqual([
    '一',
    '十',
    '十一',
    '十九',
    '二十',
    '二十一',
    '六十三',
    '九十九',
  ]);
});

test('every form has a sample', () => {
  expect(Object.keys(samples)).toEqual(expect.arrayContaining([...forms]));
});

test('a digest of 80 lines says a day and a next step once, and shortens long texts', () => {
  const { text } = renderLetter(samples['digest-of-80'], { pageUrl });
  expect(text.match(/^■/gm)).toHaveLength(3);
  expect(text.match(/届时仍未/g)).toHaveLength(3);
  expect(text).not.toContain(farmFilm);
  const lines = text.split('\n').filter((line) => line.includes('开展废弃农膜'));
  expect(lines.every((line) => line.endsWith('…') && Array.from(line.trim()).length === 60)).toBe(true);
});

test('a short letter gives the text of a task in full', () => {
  expect(renderLetter(samples['blue-slip'], { pageUrl }).text).toContain(farmFilm);
});

test('no text of a document becomes markup, a new line or a hidden direction', () => {
  const evil = `<script>alert("1")</script>' onmouseover='x\n\n一、伪造\u202e`;
  const content: LetterContent = {
    ...letter(
      'digest',
      '2020-01-06',
      ['u', evil, 'handler', evil],
      [item(1, { heading: evil, text: evil, unitName: evil, task: `"><script>` as TaskId })],
    ),
    planTitle: evil,
    number: evil,
    office: { name: evil },
  };
  const { subject, text, html } = renderLetter(content, { pageUrl: 'http://x/?a="&b' });
  expect(html).not.toMatch(/<script|\sonmouseover='|"1"/i);
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; onmouseover=&#39;x 一、伪造');
  expect(html).toContain('href="http://x/?a=&quot;&amp;b/tasks/%22%3E%3Cscript%3E"');
  expect(text).not.toMatch(/^一、伪造/m);
  expect(`${subject}${text}${html}`).not.toContain('\u202e');
});
