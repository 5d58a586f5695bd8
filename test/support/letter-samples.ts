import type { PersonId, Post } from '#domain/actor';
import { assignmentId, type Role } from '#domain/assignment';
import type { Climbed, Contact, Issue, LetterContent, LetterItem, MissingThing, EmptyChair } from '#domain/letter';
import type { SubtaskId } from '#domain/subtask';
import type { Form, Rung } from '#domain/tables/ladder';
import type { TaskId } from '#domain/task';
import { day } from '#domain/time/day';
import type { UnitId, UnitKind } from '#domain/unit';

export const farmFilm =
  '开展废弃农膜回收利用，建成“村、乡镇（街道）回收转运—区县集中分拣贮运—区域性加工”的有偿回收利用体系，鼓励销售企业参与回收，到年底回收率达到国家要求。';

/** A line about a district's receipt of a task, but for what is said otherwise. */
export const item = (no: number, more: Partial<LetterItem> = {}): LetterItem => ({
  task: `cq-zero-waste-${String(no).padStart(3, '0')}` as TaskId,
  no,
  heading: '推进生活垃圾分类规划',
  text: '制定机关企事业单位、公共场所等公共机构分类评估实施办法。',
  role: 'responsible',
  partUnitName: null,
  unitName: '渝中区政府',
  consulted: false,
  assignment: assignmentId('responsible', 'yuzhong-district' as UnitId),
  about: 'acknowledge',
  by: day('2020-01-03'),
  provisional: false,
  said: null,
  lateDays: 0,
  rung: null,
  proposed: false,
  confirmBy: null,
  replyBy: null,
  foretold: false,
  next: null,
  climbed: [],
  issue: null,
  missing: null,
  ...more,
});

const next = (on: string, rung: Rung, provisional = false): LetterItem['next'] => ({
  on: day(on),
  at: '08:30',
  rung,
  provisional,
});

/** The rungs before a slip, each on its day. */
const climbed = (...all: readonly (readonly [on: string, what: Climbed['what'], rung: Rung | null])[]): Climbed[] =>
  all.map(([on, what, rung]) => ({ on: day(on), what, rung }));

const issue = (declineBy: string | null, more: Partial<Issue> = {}): Issue => ({
  declineBy: declineBy === null ? null : day(declineBy),
  nameOwnerDays: 5,
  filePlanDays: null,
  partBy: day('2020-12-17'),
  finishBy: day('2020-12-31'),
  provisional: false,
  ...more,
});

const proof = (
  unitName: string,
  name: string,
  state: Extract<MissingThing, { of: 'item' }>['state'] = 'missing',
): MissingThing => ({ of: 'item', unitName, name, state });

const missing = (things: readonly MissingThing[], more = 0): LetterItem['missing'] => ({ things, more });

const contact = (
  unitName: string,
  name: string,
  address: string,
  nos: readonly number[] = [],
  kind: UnitKind = 'bureau',
): Contact => ({ unitName, kind, post: 'liaison', name, address: `${address}@duban.example`, nos });
const officeContact = contact('市无废办', '周敏', 'zero-waste-office.liaison', [], 'office');
const leadContact = (...nos: readonly number[]): Contact =>
  contact('市城市管理局', '赵云', 'urban-management-bureau.liaison', nos);
const districtContact = (...nos: readonly number[]): Contact =>
  contact('渝中区政府', '陈静', 'yuzhong-district.liaison', nos, 'district');

export const letter = (
  form: Form,
  planDay: string,
  to: [string, string, Post, string, UnitKind?],
  items: LetterItem[],
  contacts: readonly Contact[] = [officeContact],
): LetterContent => ({
  form,
  number: `〔${planDay.slice(0, 4)}〕12号`,
  planTitle: '重庆市（主城区）“无废城市”建设试点实施方案',
  planDay: day(planDay),
  to: {
    person: 'p1' as PersonId,
    name: to[3],
    unit: to[0] as UnitId,
    unitName: to[1],
    kind: to[4] ?? 'bureau',
    post: to[2],
    address: 'somebody@duban.example',
  },
  items,
  office: { name: '市无废办' },
  contacts,
});

const yuzhong = (post: Post, name: string): [string, string, Post, string, UnitKind] => [
  'yuzhong-district',
  '渝中区政府',
  post,
  name,
  'district',
];
const office: [string, string, Post, string, UnitKind] = [
  'zero-waste-office',
  '市无废办',
  'section-head',
  '吴刚',
  'office',
];
const group = (post: Post, name: string): [string, string, Post, string, UnitKind] => [
  'leading-group',
  '领导小组',
  post,
  name,
  'leading-group',
];
const company: [string, string, Post, string, UnitKind] = [
  'sanitation-group',
  '市环卫集团',
  'chief',
  '市环卫集团主要负责人',
  'company',
];
const upToE3 = climbed(['2020-01-06', 'sent', 'E1'], ['2020-01-08', 'sent', 'E2'], ['2020-01-10', 'sent', 'E3']);

const emptyChair = (post: Post, why: EmptyChair['why']): EmptyChair => ({
  unit: 'yuzhong-district' as UnitId,
  unitName: '渝中区政府',
  kind: 'district',
  post,
  why,
  cause: null,
});
const standIn = { unitName: '渝中区政府', kind: 'district', post: 'section-head', name: '赵敏' } as const;

/** A letter of each form, as it occurs in the first weeks of the plan or at the end of a task. */
export const samples: Record<
  | Form
  | 'issued-to-the-lead'
  | 'digest-of-80'
  | 'digest-of-parts'
  | 'digest-of-the-office'
  | 'digest-of-reviews'
  | 'digest-for-another'
  | 'blue-slip-for-another'
  | 'blue-slip-of-sign-off'
  | 'yellow-slip-of-evidence'
  | 'yellow-slip-copy'
  | 'consultation-again'
  | 'consultation-copy'
  | 'red-slip-to-the-inspectorate'
  | 'held-of-a-task'
  | 'provisional',
  LetterContent
> = {
  undelivered: {
    ...letter('undelivered', '2020-01-06', ['zero-waste-office', '市无废办', 'liaison', '孙丽', 'office'], [], []),
    chairs: [
      { ...emptyChair('handler', 'nobody'), to: [standIn] },
      { ...emptyChair('liaison', 'bounced'), cause: '5.1.1 550 no such user', to: [standIn] },
      {
        ...emptyChair('section-head', 'bounced'),
        cause: '5.2.1 550 mailbox disabled',
        unreached: '周强',
        to: [standIn],
      },
      {
        ...emptyChair('chief', 'ended'),
        to: [{ unitName: '市无废办', kind: 'office', post: 'deputy', name: '市无废办分管负责人' }],
      },
    ],
  },
  'digest-for-another': {
    ...letter('digest', '2020-01-06', yuzhong('section-head', '赵敏'), [item(4, { lateDays: 0, rung: 'E0' })]),
    standsIn: [emptyChair('handler', 'nobody'), emptyChair('liaison', 'bounced')],
  },
  issued: letter(
    'issued',
    '2020-01-02',
    yuzhong('liaison', '陈静'),
    [
      item(4, { lateDays: -1, next: next('2020-01-06', 'E1'), issue: issue('2020-01-06') }),
      item(8, { lateDays: -1, next: next('2020-01-06', 'E1'), text: farmFilm, issue: issue('2020-01-06') }),
      item(9, {
        lateDays: -2,
        by: day('2020-01-06'),
        role: 'support',
        next: next('2020-01-07', 'E1'),
        issue: issue('2020-01-06', { nameOwnerDays: null, partBy: null }),
      }),
    ],
    [officeContact, leadContact(4, 8, 9)],
  ),
  'issued-to-the-lead': letter(
    'issued',
    '2020-01-02',
    ['urban-management-bureau', '市城市管理局', 'handler', '刘洋'],
    [
      item(17, {
        role: 'lead',
        unitName: '市城市管理局',
        lateDays: -3,
        by: day('2020-01-07'),
        next: next('2020-01-08', 'E1'),
        issue: issue('2020-01-09', { nameOwnerDays: 10, filePlanDays: 10 }),
      }),
    ],
  ),
  digest: letter(
    'digest',
    '2020-01-06',
    yuzhong('handler', '王磊'),
    [
      item(4, { lateDays: 1, rung: 'E1', next: next('2020-01-08', 'E2') }),
      item(8, { lateDays: 0, by: day('2020-01-06'), rung: 'E0', next: next('2020-01-07', 'E1') }),
      item(9, { lateDays: -1, by: day('2020-01-07'), rung: 'E0', about: 'nameOwner', next: next('2020-01-08', 'E1') }),
    ],
    [officeContact, leadContact(4, 8, 9)],
  ),
  'digest-of-parts': letter(
    'digest',
    '2020-12-14',
    yuzhong('handler', '王磊'),
    [
      item(17, {
        about: 'part',
        by: day('2020-12-17'),
        lateDays: -3,
        rung: 'E0',
        next: next('2020-12-18', 'E1'),
        missing: missing([proof('渝中区政府', '竣工验收意见'), proof('渝中区政府', '现场照片', 'rejected')]),
      }),
      item(18, {
        about: 'part',
        by: day('2020-12-17'),
        lateDays: -3,
        rung: 'E0',
        next: next('2020-12-18', 'E1'),
        missing: missing([{ of: 'confirmation', unitName: '渝中区政府' }]),
      }),
      item(19, {
        about: 'correct',
        by: day('2020-12-15'),
        lateDays: -1,
        rung: 'E0',
        next: next('2020-12-16', 'E1'),
        missing: missing([]),
      }),
    ],
    [officeContact, leadContact(17, 18, 19)],
  ),
  'blue-slip-for-another': {
    ...letter(
      'blue-slip',
      '2020-01-08',
      ['zero-waste-office', '市无废办', 'deputy', '吴杰', 'office'],
      [item(4, { lateDays: 3, rung: 'E2', next: next('2020-01-10', 'E3') })],
      [officeContact],
    ),
    standsIn: [emptyChair('deputy', 'nobody')],
  },
  'blue-slip-of-sign-off': letter(
    'blue-slip',
    '2020-01-08',
    ['urban-management-bureau', '市城市管理局', 'chief', '郑伟'],
    [item(17, { about: 'signOff', role: 'lead', unitName: '市城市管理局', lateDays: 3, rung: 'E2' })],
    [officeContact],
  ),
  'blue-slip': letter(
    'blue-slip',
    '2020-01-08',
    yuzhong('deputy', '李强'),
    [
      item(4, { lateDays: 3, rung: 'E2', next: next('2020-01-10', 'E3') }),
      item(8, { lateDays: 3, rung: 'E2', text: farmFilm, next: next('2020-01-10', 'E3') }),
    ],
    [officeContact, leadContact(4, 8)],
  ),
  'yellow-slip': letter(
    'yellow-slip',
    '2020-01-10',
    ['urban-management-bureau', '市城市管理局', 'deputy', '赵勇'],
    [
      item(4, {
        lateDays: 5,
        rung: 'E3',
        next: next('2020-01-17', 'E4'),
        replyBy: day('2020-01-15'),
        climbed: upToE3.slice(0, 2),
      }),
      item(4, {
        lateDays: 5,
        rung: 'E3',
        role: 'lead',
        unitName: '市城市管理局',
        next: next('2020-01-17', 'E4'),
        replyBy: day('2020-01-15'),
        climbed: upToE3.slice(0, 2),
      }),
      item(8, { lateDays: 6, by: day('2020-01-02'), rung: 'E3', about: 'nameOwner', replyBy: day('2020-01-15') }),
    ],
    [officeContact, districtContact(4, 8)],
  ),
  'yellow-slip-of-evidence': letter('yellow-slip', '2020-12-18', yuzhong('chief', '孙华'), [
    item(17, {
      about: 'supply',
      by: day('2020-12-18'),
      lateDays: 0,
      rung: 'E3',
      replyBy: day('2020-12-23'),
      missing: missing([proof('渝中区政府', '竣工验收意见')]),
    }),
    item(17, {
      about: 'part',
      by: day('2020-12-17'),
      lateDays: 1,
      rung: 'E3',
      replyBy: day('2020-12-23'),
      next: next('2021-01-15', 'E4'),
      missing: missing([proof('渝中区政府', '竣工验收意见')]),
    }),
  ]),
  'yellow-slip-copy': letter(
    'yellow-slip',
    '2020-01-10',
    ['zero-waste-office', '市无废办', 'chief', '何山', 'office'],
    [
      item(4, {
        lateDays: 5,
        rung: 'E3',
        next: next('2020-01-17', 'E4'),
        replyBy: day('2020-01-15'),
        climbed: upToE3.slice(0, 2),
      }),
    ],
    [districtContact(4)],
  ),
  consultation: letter(
    'consultation',
    '2020-01-10',
    company,
    [
      item(18, {
        unitName: '市环卫集团',
        consulted: true,
        lateDays: 5,
        rung: 'E3',
        text: '建设装修垃圾填埋场1座。',
        next: next('2020-01-17', 'E4'),
        replyBy: day('2020-01-15'),
        climbed: upToE3.slice(0, 2),
      }),
    ],
    [officeContact, leadContact(18)],
  ),
  'consultation-again': letter(
    'consultation',
    '2020-01-20',
    company,
    [
      item(18, {
        unitName: '市环卫集团',
        consulted: true,
        lateDays: 11,
        rung: 'E4',
        text: '建设装修垃圾填埋场1座。',
        next: next('2020-02-06', 'E5'),
        climbed: [...upToE3, ...climbed(['2020-01-13', 'replied', null], ['2020-01-17', 'proposed', 'E4'])],
      }),
    ],
    [officeContact, leadContact(18)],
  ),
  'consultation-copy': letter(
    'consultation',
    '2020-01-10',
    ['urban-management-bureau', '市城市管理局', 'deputy', '赵勇'],
    [
      item(18, {
        unitName: '市环卫集团',
        consulted: true,
        lateDays: 5,
        rung: 'E3',
        next: next('2020-01-17', 'E4'),
        replyBy: day('2020-01-15'),
        climbed: upToE3.slice(0, 2),
      }),
    ],
    [officeContact, contact('市环卫集团', '冯雪', 'sanitation-group.liaison', [18], 'company')],
  ),
  'supervision-letter': letter(
    'supervision-letter',
    '2020-01-20',
    yuzhong('chief', '孙华'),
    [
      item(4, {
        lateDays: 11,
        rung: 'E4',
        climbed: [...upToE3, ...climbed(['2020-01-17', 'proposed', 'E4'])],
      }),
      item(8, {
        lateDays: 11,
        rung: 'E4',
        about: 'part',
        next: next('2020-02-07', 'E5'),
        climbed: [...upToE3, ...climbed(['2020-01-13', 'replied', null], ['2020-01-17', 'proposed', 'E4'])],
        missing: missing([proof('渝中区政府', '竣工验收意见'), proof('渝中区政府', '现场照片')]),
      }),
    ],
    [officeContact, leadContact(4, 8)],
  ),
  'red-slip': letter(
    'red-slip',
    '2020-02-07',
    group('chief', '领导小组组长'),
    [
      item(4, {
        lateDays: 20,
        rung: 'E5',
        climbed: [
          ...upToE3,
          ...climbed(
            ['2020-01-17', 'proposed', 'E4'],
            ['2020-01-20', 'confirmed', 'E4'],
            ['2020-02-06', 'proposed', 'E5'],
          ),
        ],
      }),
      item(8, {
        lateDays: 20,
        rung: 'E5',
        unitName: '市环卫集团',
        consulted: true,
        about: 'part',
        climbed: [...upToE3, ...climbed(['2020-01-17', 'proposed', 'E4'], ['2020-01-19', 'setAside', 'E4'])],
        missing: missing([proof('市环卫集团', '竣工验收意见')]),
      }),
    ],
    [officeContact, districtContact(4), contact('市环卫集团', '冯雪', 'sanitation-group.liaison', [8], 'company')],
  ),
  'red-slip-to-the-inspectorate': letter(
    'red-slip',
    '2020-02-07',
    ['inspectorate', '市政府督查室', 'chief', '秦岭', 'inspectorate'],
    [item(4, { lateDays: 20, rung: 'E5', climbed: upToE3 })],
    [officeContact, districtContact(4)],
  ),
  provisional: letter('digest', '2026-12-30', yuzhong('handler', '王磊'), [
    item(4, {
      about: 'part',
      by: day('2027-02-15'),
      provisional: true,
      lateDays: -30,
      rung: 'E0',
      next: next('2027-02-16', 'E1', true),
      missing: missing(
        Array.from({ length: 12 }, (_, n) => proof('渝中区政府', `第${n + 1}季度台账`)),
        4,
      ),
    }),
  ]),
  declined: letter(
    'declined',
    '2020-01-03',
    office,
    [
      item(4, {
        about: 'rule',
        unitName: '市无废办',
        partUnitName: '渝中区政府',
        by: day('2020-01-07'),
        lateDays: -2,
        said: '渝中区政府（责任单位）退签：本区没有农村，不涉及此项。',
        next: next('2020-01-08', 'E1'),
      }),
    ],
    [leadContact(4)],
  ),
  decided: letter(
    'decided',
    '2020-01-06',
    yuzhong('liaison', '陈静'),
    [
      item(4, { about: null, by: null, said: '裁定解除渝中区政府（责任单位）的任务' }),
      item(8, {
        lateDays: -1,
        by: day('2020-01-07'),
        said: '裁定由渝中区政府（责任单位）继续承担',
        next: next('2020-01-08', 'E1'),
        issue: issue(null),
      }),
      item(17, { about: null, by: null, said: '豁免「危险废物经营许可证（渝中区政府）」：本区没有此类工程' }),
      item(30, { about: null, by: null, role: 'lead', said: '销号' }),
    ],
    [officeContact, leadContact(4, 8, 17)],
  ),
  note: letter(
    'note',
    '2020-03-02',
    yuzhong('handler', '王磊'),
    [
      item(4, {
        about: null,
        by: null,
        said: '市城市管理局留言渝中区政府：请于周五前报送名单。',
      }),
    ],
    [officeContact, leadContact(4)],
  ),
  subtask: letter(
    'subtask',
    '2020-03-02',
    yuzhong('handler', '王磊'),
    [
      item(68, {
        about: 'subtask',
        by: day('2020-06-30'),
        lateDays: -82,
        said: '市城市管理局（牵头单位）分解子任务s3“餐厨垃圾收运网络建设”给渝中区政府（责任单位），2020-06-30前完成',
        next: next('2020-07-01', 'E1'),
      }),
      item(68, { about: null, by: null, said: '市城市管理局（牵头单位）撤回子任务s2“厨余垃圾收运网络建设”：并入s3' }),
    ],
    [officeContact, leadContact(68)],
  ),
  held: letter(
    'held',
    '2020-12-11',
    yuzhong('liaison', '陈静'),
    [
      item(17, {
        about: 'supply',
        by: day('2020-12-18'),
        lateDays: -5,
        said: '渝中区政府（责任单位）申报完成有缺项，暂不受理。',
        next: next('2020-12-21', 'E1'),
        missing: missing([proof('渝中区政府', '竣工验收意见'), proof('渝中区政府', '现场照片', 'rejected')]),
      }),
    ],
    [officeContact, leadContact(17)],
  ),
  'held-of-a-task': letter(
    'held',
    '2020-12-14',
    ['urban-management-bureau', '市城市管理局', 'deputy', '赵勇'],
    [
      item(17, {
        about: 'finish',
        role: 'lead',
        unitName: '市城市管理局',
        assignment: assignmentId('lead', 'urban-management-bureau' as UnitId),
        by: day('2020-12-31'),
        lateDays: -13,
        said: '市城市管理局（牵头单位）申请办结有缺项，暂不受理。',
        next: next('2021-01-04', 'E1'),
        missing: missing([
          ...['渝中区政府', '江北区政府', '南岸区政府', '两江新区管委会'].flatMap((unitName) => [
            proof(unitName, '竣工验收意见'),
            proof(unitName, '现场照片', 'submitted'),
            proof(unitName, '项目台账', 'rejected'),
          ]),
          { of: 'part', unitName: '渝中区政府', role: 'responsible' },
          { of: 'part', unitName: '江北区政府', role: 'responsible' },
          { of: 'subtask', unitName: '渝中区政府', id: 's3' as SubtaskId, title: '餐厨垃圾收运网络建设' },
          { of: 'receipt', unitName: '市财政局', role: 'support' },
          { of: 'ruling', unitName: '巴南区政府', role: 'responsible' },
        ]),
      }),
      item(18, {
        about: 'supply',
        by: day('2020-12-18'),
        lateDays: -4,
        said: '渝中区政府（责任单位）申报完成有缺项，暂不受理。',
        next: next('2020-12-21', 'E1'),
        missing: missing([proof('渝中区政府', '现场照片')]),
      }),
    ],
    [officeContact, districtContact(18)],
  ),
  returned: letter(
    'returned',
    '2020-12-14',
    yuzhong('handler', '王磊'),
    [
      item(17, {
        about: 'correct',
        by: day('2020-12-21'),
        lateDays: -5,
        said: '渝中区政府（责任单位）的完成申报被退回，须整改「现场照片（渝中区政府）」：没有日期',
        next: next('2020-12-22', 'E1'),
        missing: missing([proof('渝中区政府', '现场照片', 'rejected')]),
      }),
      item(18, {
        about: 'part',
        by: day('2020-12-17'),
        lateDays: -3,
        said: '「竣工验收意见（渝中区政府）」佐证3不予认定：没有盖章',
        next: next('2020-12-18', 'E1'),
        missing: missing([proof('渝中区政府', '竣工验收意见', 'rejected'), proof('渝中区政府', '现场照片')]),
      }),
    ],
    [officeContact, leadContact(17, 18)],
  ),
  accepted: letter(
    'accepted',
    '2020-12-16',
    yuzhong('liaison', '陈静'),
    [item(17, { about: null, by: null, said: '渝中区政府（责任单位）的完成申报获认可' })],
    [officeContact, leadContact(17)],
  ),
  'signed-off': letter(
    'signed-off',
    '2020-12-28',
    yuzhong('liaison', '陈静'),
    [item(17, { about: null, by: null, said: '方案办公室审签通过，事项办结' })],
    [officeContact, leadContact(17)],
  ),
  'digest-of-reviews': letter(
    'digest',
    '2021-01-11',
    group('deputy', '周力'),
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
    [officeContact, leadContact(17, 18, 19)],
  ),
  'digest-of-80': letter(
    'digest',
    '2020-01-07',
    yuzhong('handler', '王磊'),
    Array.from({ length: 80 }, (_, n) => ofEighty(n)),
    [officeContact, leadContact(...Array.from({ length: 80 }, (_, n) => n + 1))],
  ),
  'digest-of-the-office': letter(
    'digest',
    '2020-01-17',
    office,
    [
      item(4, {
        lateDays: 10,
        rung: 'E4',
        proposed: true,
        confirmBy: day('2020-01-22'),
        next: next('2020-02-06', 'E5'),
        climbed: upToE3,
      }),
      item(8, {
        lateDays: 10,
        rung: 'E4',
        proposed: true,
        confirmBy: day('2020-01-22'),
        unitName: '市环卫集团',
        consulted: true,
        next: next('2020-02-06', 'E5'),
        climbed: upToE3,
      }),
      item(9, { lateDays: 4, by: day('2020-01-13'), foretold: true, next: next('2020-01-20', 'E3') }),
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
    ],
    [districtContact(4, 9), contact('市环卫集团', '冯雪', 'sanitation-group.liaison', [8], 'company')],
  ),
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
