import type { Unit } from '#domain/unit';
import { demoPeople } from './demo-people.ts';

const unit = (id: string, name: string, kind: Unit['kind']): Unit => ({ id, name, kind }) as Unit;
const units = [
  ...['development', 'education', 'transport', 'finance', 'ecology', 'housing'].map((id) =>
    unit(`${id}-bureau`, id, 'bureau'),
  ),
  unit('zero-waste-office', '市无废办', 'office'),
  unit('leading-group', '领导小组', 'leading-group'),
];
const people = demoPeople(units, 'hash');
const by = (login: string) => people.find((person) => person.login === login);

test('every unit has somebody in each of its five posts, called by the post', () => {
  expect(people).toHaveLength(7 * 5 + 3);
  expect(by('zero-waste-office.section-head')).toMatchObject({
    id: 'zero-waste-office.section-head',
    name: '市无废办 处室负责人',
    email: 'zero-waste-office.section-head@duban.example',
    passwordHash: 'hash',
    chairs: [{ unit: 'zero-waste-office', post: 'section-head' }],
  });
});

test('the leading group has its head, deputy and secretary', () => {
  const group = people.filter((person) => person.login.startsWith('leading-group.'));
  expect(group.map((person) => person.name)).toEqual(['领导小组 秘书', '领导小组 副组长', '领导小组 组长']);
});

test('members of the office come from five different bureaus, others have no home bureau', () => {
  const homes = people.flatMap(({ home }) => home ?? []);
  expect(homes).toHaveLength(5);
  expect(new Set(homes).size).toBe(5);
  expect(by('ecology-bureau.chief')).not.toHaveProperty('home');
});
