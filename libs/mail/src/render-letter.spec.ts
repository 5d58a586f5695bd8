import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Post } from '#domain/actor';
import type { LetterContent } from '#domain/letter';
import type { SubtaskId } from '#domain/subtask';
import { type Form, forms } from '#domain/tables/ladder';
import type { TaskId } from '#domain/task';
import { farmFilm, item, letter, samples } from '../../../test/support/letter-samples.ts';
import { renderLetter } from './render-letter.ts';
import { ordinalZh } from './sheet.ts';

const pageUrl = 'http://127.0.0.1:3000';

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
  expect(text).toContain('渝中区政府缺佐证2件：竣工验收意见（未提交）、现场照片（不予认定）');
  expect(text).toContain('缺项补齐或者依规定豁免之前，事项不能办结。');
});

test('what was held is named in full, however long; any other long letter names a few and how many more', () => {
  const things = Array.from({ length: 9 }, (_, n) => ({
    of: 'item' as const,
    unitName: `第${n + 1}区政府`,
    name: '现场照片',
    state: 'missing' as const,
  }));
  const lines = Array.from({ length: 11 }, (_, n) => item(n + 1, { about: 'part', missing: { things, more: 2 } }));
  const read = (form: Form): string =>
    renderLetter(letter(form, '2020-12-11', ['u', '市城市管理局', 'deputy', '赵勇'], lines), { pageUrl }).text;
  expect(read('held')).toContain('第9区政府缺佐证：现场照片（未提交）');
  expect(read('held').match(/另有缺项2处，见事项页面/g)).toHaveLength(11);
  expect(read('digest')).toContain('第3区政府缺佐证');
  expect(read('digest')).not.toContain('第4区政府缺佐证');
  expect(read('digest').match(/另有缺项8处，见事项页面/g)).toHaveLength(11);
});

test('a company is told of 函商, before and after, and of no slip that it does not get', () => {
  for (const name of ['consultation', 'consultation-again'] as const)
    expect(renderLetter(samples[name], { pageUrl }).text).not.toMatch(/黄色督办单|督办函/);
  expect(renderLetter(samples.consultation, { pageUrl }).text).toContain('拟再次发函商');
  expect(renderLetter(samples['blue-slip'], { pageUrl }).text).not.toContain('函商');
});

test('a red slip says what it rests on: each rung before it with its day, set aside or confirmed', () => {
  const { text } = renderLetter(samples['red-slip'], { pageUrl });
  expect(text).toContain(
    '2020年1月10日发黄色督办单（E3）；2020年1月17日拟发督办函（E4）；2020年1月20日确认督办函（E4）',
  );
  expect(text).toContain('2020年1月19日搁置函商（E4）');
});

test('whoever is given a task reads how long he may decline it, and what is due after receipt', () => {
  const { text } = renderLetter(samples['issued-to-the-lead'], { pageUrl });
  expect(text).toContain('可以于2020年1月9日（周四）前退签（处室负责人以上，须说明理由）');
  expect(text).toContain('签收后10个工作日内明确责任人，10个工作日内报送分解');
  expect(text).toContain('本单位应于2020年12月17日（周四）前申报完成；事项应于2020年12月31日（周四）前办结');
});

test('whom to ask is a person with an address that can be written to', () => {
  const { text, html } = renderLetter(samples.issued, { pageUrl });
  expect(text).toContain('市无废办联络员（周敏） zero-waste-office.liaison@duban.example');
  expect(html).toContain('<a href="mailto:zero-waste-office.liaison@duban.example"');
});

test('the leading group’s posts are called 组长, 副组长 and 秘书, whatever the group is called', () => {
  const to = (post: Post): string =>
    renderLetter(letter('red-slip', '2020-02-07', ['g', '推进专班', post, '张三', 'leading-group'], [item(4)]), {
      pageUrl,
    }).text;
  expect((['chief', 'deputy', 'liaison'] as const).map((post) => to(post).split('\n')[3])).toEqual([
    '推进专班组长（张三）：',
    '推进专班副组长（张三）：',
    '推进专班秘书（张三）：',
  ]);
});

test('the leading group is only reminded; a reviewer is followed by the post above him', () => {
  const { text } = renderLetter(samples['digest-of-reviews'], { pageUrl });
  const own = text.slice(text.indexOf('贵单位应审签'), text.indexOf('所列单位应审签'));
  expect(own).not.toContain('仍未');
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
  expect(text.match(/仍未/g)).toHaveLength(3);
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
      [
        item(1, {
          heading: evil,
          text: evil,
          said: evil,
          unitName: evil,
          task: `"><script>` as TaskId,
          missing: {
            things: [
              { of: 'item', unitName: evil, name: evil, state: 'missing' },
              { of: 'subtask', unitName: evil, id: 's1' as SubtaskId, title: evil },
              { of: 'part', unitName: evil, role: 'support' },
            ],
            more: 0,
          },
        }),
      ],
      [{ unitName: evil, kind: 'bureau', post: 'liaison', name: evil, address: `"${evil}"@x.example`, nos: [1] }],
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
