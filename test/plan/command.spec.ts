import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { program } from '../../apps/plan/src/program.ts';
import { type Database, openDatabase } from '../support/database.ts';
import { revise, taskRow } from '../support/revise.ts';
import { until } from '../support/until.ts';
import { wholeLedger } from '../support/whole-ledger.ts';
import { loadPack } from '#plan/packs';

const root = resolve(import.meta.dirname, '../..');
const shipped = join(root, 'libs/plan/packs/cq-zero-waste/plan.txt');
const example = join(root, 'libs/plan/packs/example-sponge-city/plan.txt');

let database: Database;
let folder: string;
let text: string;
beforeAll(async () => {
  database = await openDatabase();
  folder = mkdtempSync(join(tmpdir(), 'duban-plan-'));
  text = (await loadPack('cq-zero-waste')).document.toString('utf8');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

/** The command as it is called, with what it says on either stream. */
const plan = async (...args: readonly string[]) => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await program({
    args,
    env: { DATABASE_URL: database.url(), DUBAN_DEMO_PASSWORD: 'demo-password' },
    root: folder,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('check', () => {
  test('prints every row, every question, the remarks and the counts', async () => {
    const { code, out } = await plan('check', shipped);
    expect(code).toBe(0);
    for (const no of Array.from({ length: 111 }, (_, i) => i + 1)) expect(out).toMatch(new RegExp(`^ *${no}  市`, 'm'));
    expect(out).toContain('问题 Questions (8)');
    expect(out).toContain('第25项 责任单位（第498行）“有关区政府” 须先答复 blocks');
    expect(out).toContain('建议 Suggestion (high): 渝北区政府、江北区政府');
    expect(out).toContain('第91项 第1030行 牵头单位：去掉首尾空白');
    expect(out).toMatch(/as the cells stand +109 +225 +861 +1195 +13 +1047 +69 +66/);
    expect(out).toMatch(/with what is inherited +111 +229 +863 +1203 +13 +1055 +69 +66/);
  });
  test('prints the same for machines', async () => {
    const { code, out } = await plan('check', shipped, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      id: 'cq-zero-waste',
      encoding: 'UTF-8',
      counts: { tasks: 111, questions: 8 },
    });
  });
  test('a document that is refused names file, line, column, cell and what was expected, for people and machines', async () => {
    const bad = file('bad.txt', text.replace('\t忠县政府\n', '\t忠县\n'));
    const line = text.slice(0, text.indexOf('\t忠县政府\n')).split('\n').length;
    const { code, out, err } = await plan('check', bad);
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      `${bad}: 第${line}行第2列（责任单位） ${line}:2 不认识的单位“忠县”；是否为“忠县政府”？\n  unknown unit "忠县"; is it "忠县政府"?`,
    );
    const json = await plan('check', bad, '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ error: { line, column: 2, cell: '责任单位' } });
  });
  test.each([
    ['no file', 'nowhere.txt', '没有文件'],
    ['a folder', '.', '不是文件'],
  ])('%s', async (_what, path, zh) => {
    const { code, err } = await plan('check', join(folder, path));
    expect([code, err.includes(zh)]).toEqual([1, true]);
  });
  test('20 MB and more is refused by its size', async () => {
    const path = file('large.txt', '');
    truncateSync(path, 20 * 1024 * 1024);
    expect((await plan('check', path)).err).toContain('20971520 bytes');
  });
  test('a plan of which there is no pack is told which there are; a pack may be named, or be a folder', async () => {
    const other = file('other.txt', text.replaceAll('重庆市（主城区）“无废城市”建设试点', '某市试点'));
    expect((await plan('check', other)).err).toContain('现有：cq-zero-waste');
    expect((await plan('check', other, '--pack', 'cq-zero-waste')).code).toBe(0);
    expect((await plan('check', other, '--pack', join(root, 'libs/plan/packs/cq-zero-waste'))).code).toBe(0);
    expect((await plan('check', other, '--pack', 'nowhere')).err).toContain('没有名为“nowhere”的资料包');
    expect((await plan('check', other, '--pack', folder)).err).toContain('资料包缺少文件pack.json');
  });
  test('it is called wrongly: the allowed range is named, and the exit code is another', async () => {
    for (const args of [
      ['--tasks', '0'],
      ['--indicators', '1000'],
      ['--as', 'Plan A'],
      ['--as', 'a'.repeat(61)],
      ['--unknown'],
    ]) {
      const { code, err } = await plan('check', shipped, ...args);
      expect([args, code, err]).toEqual([args, 2, expect.stringMatching(/允许 allowed|unknown option/)]);
    }
    expect((await plan()).code).toBe(2);
    expect((await plan('check')).code).toBe(2);
    expect((await plan('--help')).code).toBe(0);
  });
});

describe('import', () => {
  test('puts the plan into the ledger, tells of its progress, and again changes nothing', async () => {
    const first = await plan('import', shipped, '--as', 'first', '--demo-clock');
    expect(first).toMatchObject({ code: 0, err: expect.stringContaining('written 50 / 111') as unknown });
    expect(first.out).toContain('已导入草稿 imported as drafts: first, 111项任务');
    expect(first.out).toContain('尚无人在此方案中任职');
    const before = await wholeLedger(database.owner);
    const again = await plan('import', shipped, '--as', 'first');
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('未作更改')]);
    expect(await wholeLedger(database.owner)).toEqual(before);
  });
  test('a revised document is told task by task, and changes no task', async () => {
    await plan('import', shipped, '--as', 'revised');
    const other = file(
      'revised.txt',
      revise(text, (no, row) => {
        if (no === 12) return [row.replace('\t渝北区政府\n', '\t巴南区政府\n')];
        if (no === 17) return [row.replace('2019年', '2020年')];
        return no === 111 ? [row, taskRow({ text: '公布建设试点总结报告。', lead: '市生态环境局' })] : [row];
      }),
    );
    const cut = await plan('import', other, '--as', 'revised');
    expect([cut.code, cut.err]).toEqual([1, expect.stringContaining('共112项，应为111项')]);
    const before = await wholeLedger(database.owner, ['admin_event']);
    const { code, out } = await plan('import', other, '--as', 'revised', '--tasks', '112');
    expect(code).toBe(0);
    expect(out).toContain('修订：3项任务、0项指标有变化。以下均为建议，未作任何更改。');
    expect(out).toContain('revised-012（草稿 draft）');
    expect(out).toContain('改派 reassign: 责任单位渝北区政府 → 巴南区政府');
    expect(out).toContain('更正 amend: 时限 due “2019年” → “2020年”');
    expect(out).toContain('增列 add: 公布建设试点总结报告。（牵头 lead 市生态环境局，2020-12-31）');
    expect(await wholeLedger(database.owner, ['admin_event'])).toEqual(before);
  });
  test('another plan cannot take its id', async () => {
    await plan('import', shipped, '--as', 'mine');
    const { code, err } = await plan('import', example, '--as', 'mine');
    expect([code, err]).toEqual([1, expect.stringContaining('标识“mine”已用于另一方案')]);
  });
  test('an example with people for a demonstration, for the provisional unit as well', async () => {
    const { code, out } = await plan('import', example, '--demo-people', '--json');
    expect([code, JSON.parse(out)]).toEqual([0, { verdict: 'imported', people: 63 }]);
    const held = await database.owner.ask(
      `select count(*)::int as posts, count(distinct unit)::int as units from duban.post where plan = 'example-sponge-city'`,
    );
    expect(held).toEqual([{ posts: 63, units: 13 }]);
  });
  test('people who were forgotten come with a second call; the plan itself is left as it is', async () => {
    await plan('import', example, '--as', 'lonely');
    const again = await plan('import', example, '--as', 'lonely', '--demo-people', '--demo-clock');
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/事项和时钟未作更改[^]*people with posts: 63/)]);
    const [clock] = await database.owner.ask<{ rate: number }>(`select rate from duban.clock where plan = 'lonely'`);
    expect(clock).toEqual({ rate: 1 });
  });
  test('without a ledger, or without its tables, it says so', async () => {
    const lines: string[] = [];
    const call = (env: Record<string, string>) =>
      program({ args: ['import', example], env, root: folder, out: () => undefined, err: (line) => lines.push(line) });
    expect(await call({})).toBe(1);
    expect(lines.at(-1)).toContain('没有可用的台账');
    expect(await call({ DATABASE_URL: 'postgres://nobody:no@127.0.0.1:1/none' })).toBe(1);
    expect(lines.at(-1)).toContain('台账无法写入，未作任何更改');
    expect(await call({ DATABASE_URL: database.url().replace(/\/[^/]+$/, '/postgres') })).toBe(1);
    expect(lines.at(-1)).toContain('npm run migrate');
  });
});

test('an import that is killed in the middle leaves the ledger as it was, and can be done again', async () => {
  const before = await wholeLedger(database.owner);
  const blocker = new pg.Client({ connectionString: database.url() });
  await blocker.connect();
  // The plan, its units and its first tasks' rows are written when it comes to the second page.
  await blocker.query(`begin; insert into duban.task (id, plan, no, section, heading, text, star, stage, lead, due, due_precision, act_by, state, seq, routed_seq, head)
    values ('killed-060', 'other', 60, '', '', '', false, 'draft', '', '2020-01-01', 'day', '2020-01-01', '{}', 0, 0, '')`);
  const waiting = () =>
    database.owner.ask<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'duban-plan' and wait_event_type = 'Lock'`,
    );
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '-C',
      'own-source',
      '--import',
      '@swc-node/register/esm-register',
      'apps/plan/src/main.ts',
      ...['import', shipped, '--as', 'killed'],
    ],
    {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: database.url() },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  try {
    await until('the import waits for the row', async () => (await waiting()).length > 0);
    expect(said.join('')).toContain('written 50 / 111');
    child.kill('SIGKILL');
    await once(child, 'exit');
  } finally {
    await blocker.query('rollback');
    await blocker.end();
  }
  await until('its session is gone', async () => {
    const left = await database.owner.ask(
      `select 1 from pg_stat_activity where datname = current_database() and application_name = 'duban-plan'`,
    );
    return left.length === 0;
  });
  expect(await wholeLedger(database.owner)).toEqual(before);
  expect((await plan('import', shipped, '--as', 'killed')).out).toContain('imported as drafts: killed');
});
