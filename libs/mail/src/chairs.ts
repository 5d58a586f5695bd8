import type { EmptyChair, LetterContent, ToldChair } from '#domain/letter';
import type { Section } from './sections.ts';
import { emptyZh } from './wording.ts';
import { addresseeZh, chairZh, plain } from './words.ts';

/** On whose behalf the reader gets the letter; empty when it is meant for him. */
export const standInZh = ({ standsIn = [] }: LetterContent): string =>
  standsIn.length === 0
    ? ''
    : `（代收：${standsIn.map((chair) => `${chairZh(chair)}岗位${emptyZh[chair.why]}`).join('；')}。）`;

const reasons = ['nobody', 'ended', 'bounced'] as const satisfies readonly EmptyChair['why'][];

/** The posts that the office is told of, by reason. */
export const chairSections = ({ chairs = [] }: LetterContent, pageUrl: string): readonly Section[] =>
  reasons.flatMap((why) => {
    const of = chairs.filter((chair) => chair.why === why);
    if (of.length === 0) return [];
    const lines = of.map((chair, index) => lineOf(chair, index, pageUrl));
    const group = { by: `岗位${emptyZh[why]}`, lateness: '已改由他人收件', tone: 'today' as const, notes: [], lines };
    return [{ title: `${emptyZh[why]}（${of.length}个岗位）`, groups: [group] }];
  });

const lineOf = (chair: ToldChair, index: number, pageUrl: string): Section['groups'][number]['lines'][number] => ({
  no: `${index + 1}.`,
  heading: headingOf(chair),
  text: headingOf(chair),
  said: chair.cause === null ? '' : `邮件系统答复：${plain(chair.cause)}`,
  details: [],
  who: `${chair.unreached === undefined ? '改送' : '由同岗位收件：'}${chair.to.map(addresseeZh).join('、')}`,
  url: `${pageUrl.replace(/\/+$/, '')}/`,
});

const headingOf = (chair: ToldChair): string =>
  chair.unreached === undefined ? chairZh(chair) : `${chairZh(chair)}（${plain(chair.unreached)}）`;
