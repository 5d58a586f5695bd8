import type { LetterContent, LetterItem } from '#domain/letter';
import { type ObligationKind, obligationKinds } from '#domain/tables/limits';
import { nextStepZh } from './next-step.ts';
import { latenessZh, owedZh, plain, roleZh, shorten, weekdayZh } from './words.ts';

/** What is owed, by whom it is owed as the reader sees it. */
export interface Section {
  readonly title: string;
  readonly groups: readonly Group[];
}

/** Lines with the same day and the same next step, which is thus said once. */
export interface Group {
  readonly by: string;
  readonly lateness: string;
  readonly tone: 'late' | 'today' | 'ahead';
  readonly next: string;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly no: string;
  readonly heading: string;
  readonly text: string;
  /** What somebody did; empty when a day has come. */
  readonly said: string;
  readonly who: string;
  readonly url: string;
}

/** A long letter is skimmed, a short one is read. */
const LONG_LETTER = 10;
const SKIMMED = 60;
const READ = 400;

/** The letter's lines by what is owed, then by day, the longest overdue first; the reader's own before those of others. */
export const sectionsOf = (letter: LetterContent, pageUrl: string): readonly Section[] =>
  standings.flatMap(({ of, title }) =>
    [...obligationKinds, null].flatMap((about) => {
      const items = letter.items.filter((item) => item.about === about && standingOf(letter, item) === of);
      return items.length === 0 ? [] : [sectionOf(letter, title(about, items.length), items, pageUrl)];
    }),
  );

/** Whether a line waits for the reader's confirmation, is owed by his house, or is told him of another one. */
type Standing = 'proposed' | 'own' | 'others';

const standingOf = ({ to }: LetterContent, item: LetterItem): Standing => {
  if (item.proposed) return 'proposed';
  return item.unitName === to.unitName ? 'own' : 'others';
};

const titled =
  (of: (owed: string) => string) =>
  (about: ObligationKind | null, n: number): string =>
    `${about === null ? '请知悉' : of(owedZh[about])}（${n}项）`;

const standings: readonly { of: Standing; title: (about: ObligationKind | null, n: number) => string }[] = [
  { of: 'proposed', title: titled((owed) => `拟升级、待贵办确认或签发：未${owed}`) },
  { of: 'own', title: titled((owed) => `贵单位应${owed}`) },
  { of: 'others', title: titled((owed) => `所列单位应${owed}`) },
];

const sectionOf = (letter: LetterContent, title: string, items: readonly LetterItem[], pageUrl: string): Section => {
  const groups = new Map<string, { sample: LetterItem; next: string; items: LetterItem[] }>();
  for (const item of [...items].sort(inOrder)) {
    const next = nextStepZh(letter, item);
    const key = `${item.by ?? ''} ${item.lateDays} ${item.rung ?? ''} ${next}`;
    const group = groups.get(key) ?? { sample: item, next, items: [] };
    groups.set(key, group);
    group.items.push(item);
  }
  return { title, groups: [...groups.values()].map((group) => groupOf(letter, group, pageUrl)) };
};

const groupOf = (
  letter: LetterContent,
  { sample, next, items }: { sample: LetterItem; next: string; items: readonly LetterItem[] },
  pageUrl: string,
): Group => {
  const climbed =
    sample.rung === null || sample.rung === 'E0' ? '' : `，${sample.proposed ? '拟' : ''}升级至${sample.rung}`;
  return {
    by: sample.by === null ? '不需办理' : `期限${weekdayZh(sample.by)}`,
    lateness: sample.by === null ? '仅作告知' : `${latenessZh(sample.lateDays)}${climbed}`,
    tone: toneOf(sample.lateDays),
    next,
    lines: items.map((item) => lineOf(letter, item, pageUrl)),
  };
};

const toneOf = (lateDays: number): Group['tone'] => {
  if (lateDays > 0) return 'late';
  return lateDays === 0 ? 'today' : 'ahead';
};

const lineOf = (letter: LetterContent, item: LetterItem, pageUrl: string): Line => ({
  no: `第${item.no}项`,
  heading: shorten(item.heading, SKIMMED),
  text: shorten(item.text, letter.form === 'digest' || letter.items.length > LONG_LETTER ? SKIMMED : READ),
  said: plain(item.said ?? ''),
  who: whoOf(letter, item),
  url: `${pageUrl.replace(/\/+$/, '')}/tasks/${encodeURIComponent(item.task)}`,
});

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
