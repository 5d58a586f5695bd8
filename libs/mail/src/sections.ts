import type { LetterContent, LetterItem } from '#domain/letter';
import { type ObligationKind, obligationKinds } from '#domain/tables/limits';
import { issueDaysZh, issueZh } from './issue.ts';
import { missingLines } from './missing-lines.ts';
import { climbedZh, nextStepZh } from './next-step.ts';
import { houseZh, latenessZh, owedZh, plain, roleZh, shorten, slipZh, weekdayZh } from './words.ts';

/** What is owed, by whom it is owed as the reader sees it. */
export interface Section {
  readonly title: string;
  readonly groups: readonly Group[];
}

/** Lines with the same day and the same next step, which are thus said once. */
export interface Group {
  readonly by: string;
  readonly lateness: string;
  readonly tone: 'late' | 'today' | 'ahead';
  /** What happens next, what went before, and what else holds for all of its lines. */
  readonly notes: readonly string[];
  readonly lines: readonly Line[];
}

export interface Line {
  readonly no: string;
  readonly heading: string;
  readonly text: string;
  /** What somebody did; empty when a day has come. */
  readonly said: string;
  /** What is missing, and by when the part and the task end. */
  readonly details: readonly string[];
  readonly who: string;
  readonly url: string;
}

/** A long letter is skimmed, a short one is read. */
const LONG_LETTER = 10;
const SKIMMED = 60;
const READ = 400;
/** Missing things that a line of a long letter names; what was held names all. */
const FEW = 3;

/** The letter's lines by what is owed, then by day, the longest overdue first; the reader's own before those of others. */
export const sectionsOf = (letter: LetterContent, pageUrl: string): readonly Section[] =>
  standings.flatMap(({ of, title }) =>
    [...obligationKinds, null].flatMap((about) => {
      const items = letter.items.filter((item) => item.about === about && standingOf(letter, item) === of);
      return items.length === 0 ? [] : [sectionOf(letter, title(letter, about, items.length), items, pageUrl)];
    }),
  );

/** Whether a line waits for the reader's confirmation, may be held by him, is owed by his house, or is told him of another one. */
type Standing = 'proposed' | 'foretold' | 'own' | 'others';

const standingOf = ({ to }: LetterContent, item: LetterItem): Standing => {
  if (item.proposed) return 'proposed';
  if (item.foretold) return 'foretold';
  return item.unitName === to.unitName ? 'own' : 'others';
};

type Title = (letter: LetterContent, about: ObligationKind | null, n: number) => string;

const titled =
  (of: (owed: string, house: string) => string): Title =>
  ({ to }, about, n) =>
    `${about === null ? '请知悉' : of(owedZh[about], houseZh(to.kind))}（${n}项）`;

const standings: readonly { of: Standing; title: Title }[] = [
  { of: 'proposed', title: titled((owed) => `拟升级、待确认或者签发：未${owed}`) },
  { of: 'foretold', title: titled((owed) => `下一工作日将升级、可以暂缓一天：未${owed}`) },
  { of: 'own', title: titled((owed, house) => `${house}应${owed}`) },
  { of: 'others', title: titled((owed) => `所列单位应${owed}`) },
];

const sectionOf = (letter: LetterContent, title: string, items: readonly LetterItem[], pageUrl: string): Section => {
  const groups = new Map<string, { sample: LetterItem; notes: readonly string[]; items: LetterItem[] }>();
  for (const item of [...items].sort(inOrder)) {
    const notes = notesOf(letter, item);
    const key = `${item.by ?? ''} ${item.lateDays} ${item.rung ?? ''} ${item.consulted} ${notes.join(' ')}`;
    const group = groups.get(key) ?? { sample: item, notes, items: [] };
    groups.set(key, group);
    group.items.push(item);
  }
  return { title, groups: [...groups.values()].map((group) => groupOf(letter, group, pageUrl)) };
};

const groupOf = (
  letter: LetterContent,
  { sample, notes, items }: { sample: LetterItem; notes: readonly string[]; items: readonly LetterItem[] },
  pageUrl: string,
): Group => {
  const climbed =
    sample.rung === null || sample.rung === 'E0'
      ? ''
      : `，${sample.proposed ? '拟发' : ''}${sample.rung}${slipZh(sample.rung, sample.consulted)}`;
  return {
    by: sample.by === null ? '不设期限' : `期限${weekdayZh(sample.by)}${sample.provisional ? '（暂定）' : ''}`,
    lateness: sample.by === null ? '仅作告知' : `${latenessZh(sample.lateDays)}${climbed}`,
    tone: toneOf(sample.lateDays),
    notes,
    lines: items.map((item) => lineOf(letter, item, pageUrl)),
  };
};

const notesOf = (letter: LetterContent, item: LetterItem): readonly string[] =>
  [replyZh(letter, item), climbedZh(item), nextStepZh(letter, item), issueZh(item.issue)].filter((note) => note !== '');

/** Regulation §5: acting on the matter is a reply too. */
const replyZh = (letter: LetterContent, { replyBy, unitName, consulted }: LetterItem): string => {
  if (replyBy === null) return '';
  const who = unitName === letter.to.unitName ? '请' : '请承办单位';
  const reply = consulted ? '函复' : '答复';
  return `${who}于${weekdayZh(replyBy)}前${reply}；办理该事项即视为${reply}。`;
};

const toneOf = (lateDays: number): Group['tone'] => {
  if (lateDays > 0) return 'late';
  return lateDays === 0 ? 'today' : 'ahead';
};

const lineOf = (letter: LetterContent, item: LetterItem, pageUrl: string): Line => ({
  no: `第${item.no}项`,
  heading: shorten(item.heading, SKIMMED),
  text: shorten(item.text, isLong(letter) ? SKIMMED : READ),
  said: plain(item.said ?? ''),
  details: [
    ...missingLines(item, letter.form !== 'held' && letter.items.length > LONG_LETTER ? FEW : Infinity),
    ...issueDaysZh(item.issue),
  ],
  who: whoOf(letter, item),
  url: `${pageUrl.replace(/\/+$/, '')}/tasks/${encodeURIComponent(item.task)}`,
});

const isLong = ({ form, items }: LetterContent): boolean => form === 'digest' || items.length > LONG_LETTER;

/** In the reader's own section the unit has been said; only the part it has is new. */
const whoOf = (letter: LetterContent, item: LetterItem): string => {
  // Whoever judges, accepts or decides is told of whose part; that it is his to do stands above.
  if (item.role !== null && item.partUnitName !== null) return `${roleZh[item.role]}：${plain(item.partUnitName)}`;
  if (item.role === null) return plain(item.unitName);
  const role = roleZh[item.role];
  return standingOf(letter, item) === 'own' ? role : `${role}：${plain(item.unitName)}`;
};

const inOrder = (a: LetterItem, b: LetterItem): number =>
  compare(a.by ?? '', b.by ?? '') ||
  a.no - b.no ||
  compare(a.unitName, b.unitName) ||
  compare(a.role ?? '', b.role ?? '');
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
