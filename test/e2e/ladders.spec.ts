import { mainlandChina } from '#calendar/mainland-china';
import { isWorkingDay } from '#domain/time/calendar';
import { dayOf, type Instant } from '#domain/time/day';
import { openLedger, type Ledger } from '#ledger/open-ledger';
import { type OwnPlan, ownPlan } from '../support/own-plan.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

/** Reminders and ladders on their days, on the product as a user starts it: the clock jumps to the eve of each line and plays through it. */
const MINUTE = 60_000;
/** Ten plan minutes a second. */
const RATE = 600;
let product: Product;
let ledger: Ledger;
let plan: OwnPlan;

/** Rows due in 2019 (kept, long past), 2020, 2022 and 2025. */
const rows = [29, 28, 11, 85] as const;

interface Line {
  readonly on: string;
  readonly at: string;
  readonly kind: string;
  readonly rung: string;
  readonly about: string | null;
  readonly obligation: string | null;
  readonly to: readonly { readonly unit: { readonly id: string }; readonly post: string }[];
}

beforeAll(async () => {
  product = await startProduct();
  const office = await product.login('zero-waste-office.chief');
  await office.send('PUT', '/plans/cq-zero-waste/clock', { rate: 0 });
  ledger = await openLedger(product.run().postgres, { name: 'test' });
  plan = await ownPlan(product, 'days', rows);
  for (const no of rows)
    await until('the tasks are dispatched', async () => {
      const { stage } = await plan.office.get<{ stage: string }>(`/tasks/${plan.id(no)}`);
      return stage === 'dispatched';
    });
}, 4 * MINUTE);
afterAll(async () => {
  await ledger.close();
  await product.remove();
}, MINUTE);

const agendaOf = async (no: number): Promise<readonly Line[]> =>
  (await plan.office.get<{ items: readonly Line[] }>(`/tasks/${plan.id(no)}/agenda`)).items;

/** What the clock has done in a task, as its facts say: `2020-03-04 E1 acknowledge/…`. */
const done = async (no: number): Promise<readonly string[]> => {
  const facts = await ledger.ask<{ kind: string; fact: Record<string, unknown> }>(
    `select kind, fact from duban.task_event where task = $1 and person is null and kind <> 'drafted' order by seq`,
    [plan.id(no)],
  );
  return facts.flatMap(({ kind, fact }) => {
    const what = fact['on'] as string;
    if (kind === 'reminded')
      return (fact['ahead'] as readonly number[]).map((days) => `${what} E0 −${days} ${fact['obligation'] as string}`);
    if (kind === 'escalated') return [`${what} ${fact['rung'] as string} ${fact['obligation'] as string}`];
    return [`${what} ${kind} ${(fact['obligation'] as string | undefined) ?? ''}`.trim()];
  });
};

/** To which posts the clock's lines went, without what the office is to confirm: `2020-03-04 E1 acknowledge/… yuzhong-district.section-head`. */
const toldOf = async (no: number): Promise<readonly string[]> => {
  const rows = await ledger.ask<{ unit: string; post: string; kind: string; fact: Record<string, string> }>(
    `select n.unit, n.post, n.fact ->> 'kind' as kind, n.fact from duban.notice n
     where n.task = $1 and n.fact ->> 'kind' in ('reminded', 'foretold', 'escalated')
       and n.fact ->> 'about' <> 'confirm' and coalesce((n.fact ->> 'proposed')::boolean, false) = false`,
    [plan.id(no)],
  );
  const rungs: Readonly<Record<string, string>> = { reminded: 'E0', foretold: 'E3' };
  return rows.map(
    ({ unit, post, kind, fact }) =>
      `${fact['on'] ?? ''} ${rungs[kind] ?? fact['rung'] ?? ''} ${fact['obligation'] ?? ''} ${unit}.${post}`,
  );
};

/** The next thing the system does in the plan, by the ledger; null when nothing lies ahead. */
const nextAt = async (slug: string): Promise<Date | null> => {
  const [row] = await ledger.ask<{ at: Date | null }>(
    `select min(next_at) as at from duban.task where plan = $1 and stage not in ('dropped', 'draft')`,
    [slug],
  );
  return row?.at ?? null;
};

/** Plays through the next line of the plan: from its eve until it is carried out. Says when it was foreseen. */
const playLine = async (of: OwnPlan): Promise<Date | null> => {
  const at = await nextAt(of.slug);
  if (at === null) return null;
  await of.clock({ planNow: new Date(at.getTime() - MINUTE).toISOString(), rate: RATE });
  await until(`the lines of ${at.toISOString()} are carried out`, async () => {
    const next = await nextAt(of.slug);
    return next === null || next > at;
  });
  return at;
};

test(
  'what nobody does is reminded of and climbs to its top on exactly the days of the agenda, to the posts it names; a task that is late already climbs one rung at a time',
  async () => {
    const foreseen = new Map<number, readonly Line[]>();
    for (const no of rows) foreseen.set(no, await agendaOf(no));
    const begun = Date.now();
    let lines = 0;
    for (let at = await playLine(plan); at !== null; at = await playLine(plan)) lines += 1;
    process.stdout.write(`${lines} mornings played in ${Math.round((Date.now() - begun) / 1_000)} s\n`);
    for (const no of rows) {
      const own = (foreseen.get(no) ?? []).map(({ on, kind, rung, obligation }) =>
        kind === 'escalate' ? `${on} ${rung} ${obligation ?? ''}` : `${on} ${kind}`,
      );
      const carried = await done(no);
      const escalated = carried.filter((line) => / E[1-5] /.test(line) && !line.includes(' confirm/'));
      expect([no, escalated.sort()]).toEqual([no, own.filter((line) => / E[1-5] /.test(line)).sort()]);
      const reminded = carried.filter((line) => line.includes(' E0 ') && !line.includes('confirm/'));
      expect([no, reminded.map((line) => line.replace(/E0 −\d+ /, '')).sort()]).toEqual([
        no,
        (foreseen.get(no) ?? [])
          .flatMap(({ on, kind, obligation }) => (kind === 'remind' ? [`${on} ${obligation ?? ''}`] : []))
          .sort(),
      ]);
      // What waits for the office is told to nobody else; of the rest every post that was foreseen has its notice.
      const told = (foreseen.get(no) ?? []).flatMap(({ on, kind, rung, obligation, to }) =>
        kind === 'remind' || kind === 'foretell' || (kind === 'escalate' && rung < 'E4')
          ? to.map(({ unit, post }) => `${on} ${rung} ${obligation ?? ''} ${unit.id}.${post}`)
          : [],
      );
      expect([no, [...new Set(await toldOf(no))].sort()]).toEqual([no, [...new Set(told)].sort()]);
    }
  },
  6 * MINUTE,
);

test(
  'acknowledge, part and finish each climbed to its top rung, one rung at a time',
  async () => {
    for (const no of rows) {
      const rungs = new Map<string, string[]>();
      for (const line of await done(no)) {
        const [, rung = '', obligation = ''] = line.split(' ');
        if (/^E[1-5]$/.test(rung)) rungs.set(obligation, [...(rungs.get(obligation) ?? []), rung]);
      }
      for (const [obligation, climbed] of rungs) {
        const top = /^(part|finish)/.test(obligation) ? 5 : obligation.startsWith('confirm') ? 2 : 4;
        expect([obligation, climbed]).toEqual([obligation, ['E1', 'E2', 'E3', 'E4', 'E5'].slice(0, top)]);
      }
      expect([...rungs.keys()].map((key) => key.split('/')[0])).toEqual(
        expect.arrayContaining(['acknowledge', 'part', 'finish', 'confirm']),
      );
    }
  },
  MINUTE,
);

test(
  'the task of 2019 was late when it came: lateness counts from the name-owners limit, and the gaps are kept',
  async () => {
    const climbed = (await done(29)).filter((line) => line.includes(' finish/') && / E[1-5] /.test(line));
    // Dispatched on Thursday, 2 January 2020; five working days later is the 9th. Sunday the 19th is worked, and Spring Festival lasts until 2 February.
    expect(climbed.map((line) => line.slice(0, 13))).toEqual([
      '2020-01-10 E1',
      '2020-01-14 E2',
      '2020-01-16 E3',
      '2020-01-22 E4',
      '2020-02-13 E5',
    ]);
  },
  MINUTE,
);

test(
  'E4 waits for the office, which confirms a whole list in one call; E5 is a draft until its chief sends it',
  async () => {
    interface Offer {
      readonly kind: string;
      readonly obligations: readonly string[];
    }
    const waiting = async (kind: string): Promise<readonly { task: string; obligation: string }[]> => {
      const all = await Promise.all(
        rows.map(async (no) => {
          const { orders } = await plan.office.get<{ orders: readonly Offer[] }>(`/tasks/${plan.id(no)}`);
          const keys = orders.find((one) => one.kind === kind)?.obligations ?? [];
          return keys.map((obligation) => ({ task: plan.id(no), obligation }));
        }),
      );
      return all.flat();
    };
    const letters = async (form: string): Promise<number> =>
      (
        await ledger.ask(`select 1 from duban.letter where plan = $1 and form = $2 and state = 'sent'`, [
          plan.slug,
          form,
        ])
      ).length;
    expect([await letters('supervision-letter'), await letters('red-slip')]).toEqual([0, 0]);
    const e4 = (await waiting('confirmEscalation')).filter(({ obligation }) =>
      /^(acknowledge|part|finish)/.test(obligation),
    );
    expect(e4.length).toBeGreaterThan(10);
    const confirmed = await plan.office.send('POST', '/orders', {
      orders: e4.map(({ task, obligation }) => ({ task, command: { kind: 'confirmEscalation', obligation } })),
    });
    expect((confirmed.body['items'] as readonly { status: number }[]).map(({ status }) => status)).toEqual(
      e4.map(() => 200),
    );
    const e5 = await waiting('sendRedSlip');
    const [one] = e5;
    const deputy = await plan.login('zero-waste-office.deputy');
    const order = { kind: 'sendRedSlip', obligation: one?.obligation };
    expect((await deputy.send('POST', `/tasks/${one?.task ?? ''}/orders`, order)).body).toMatchObject({
      status: 422,
      why: 'notYourPost',
    });
    const sent = await plan.office.send('POST', '/orders', {
      orders: e5.map(({ task, obligation }) => ({ task, command: { kind: 'sendRedSlip', obligation } })),
    });
    expect(sent.status).toBe(200);
    const [day] = await ledger.ask<{ at: Date }>(
      `select c.anchor_plan + (clock_timestamp() - c.anchor_real) * c.rate as at from duban.clock c where plan = $1`,
      [plan.slug],
    );
    const morning = new Date((day?.at.getTime() ?? 0) + 24 * 60 * MINUTE).toISOString().slice(0, 10);
    await plan.clock({ planNow: `${morning}T08:25:00+08:00`, rate: RATE });
    await until('the letters of the morning', async () => (await letters('supervision-letter')) > 0, MINUTE);
    await until('the red slips', async () => (await letters('red-slip')) === 2, MINUTE);
    await plan.clock({ rate: 0 });
    const red = await ledger.ask<{ login: string }>(
      `select p.login from duban.letter l join duban.person p on p.id = l.person where l.plan = $1 and l.form = 'red-slip' order by 1`,
      [plan.slug],
    );
    expect(red.map(({ login }) => login)).toEqual(['government-inspectorate.chief', 'leading-group.chief']);
  },
  3 * MINUTE,
);

test(
  'all 111 tasks with nobody acting for twelve plan weeks: one letter per person, form and morning, and nobody over 20 a week',
  async () => {
    const demo: OwnPlan = {
      ...plan,
      slug: 'cq-zero-waste',
      clock: async (to) => {
        const answer = await plan.office.send('PUT', '/plans/cq-zero-waste/clock', to);
        if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      },
    };
    const end = new Date('2020-03-26T00:00:00+08:00');
    const lastMorning = async (): Promise<string | null> => {
      const [row] = await ledger.ask<{ last_morning: string | null }>(
        `select last_morning::text from duban.plan where id = 'cq-zero-waste'`,
      );
      return row?.last_morning ?? null;
    };
    for (let next = await nextAt(demo.slug); next !== null && next < end; next = await nextAt(demo.slug)) {
      const at = await playLine(demo);
      const day = dayOf((at?.getTime() ?? 0) as Instant);
      // What falls on a rest day leaves with the next working day's letters.
      if (isWorkingDay(mainlandChina, day))
        await until(`the letters of ${day}`, async () => ((await lastMorning()) ?? '') >= day, MINUTE);
    }
    await demo.clock({ rate: 0 });
    const letters = await ledger.ask<{ person: string; form: string; plan_day: string; week: string; n: number }>(
      `select p.login as person, l.form, l.plan_day::text, date_trunc('week', l.plan_day)::date::text as week, count(*)::int as n
       from duban.letter l join duban.person p on p.id = l.person where l.plan = 'cq-zero-waste' and l.plan_day < '2020-03-26'
       group by 1, 2, 3, 4`,
    );
    expect(letters.filter(({ n }) => n > 1)).toEqual([]);
    const weeks = new Map<string, number>();
    for (const { person, week } of letters) {
      const key = `${person} ${week}`;
      weeks.set(key, (weeks.get(key) ?? 0) + 1);
    }
    const most = [...weeks].sort((a, b) => b[1] - a[1])[0];
    process.stdout.write(
      `twelve weeks, nobody acts: ${letters.length} letters; most in a week: ${most?.join(' ') ?? ''}\n`,
    );
    expect(letters.length).toBeGreaterThan(100);
    expect(most?.[1] ?? 0).toBeLessThanOrEqual(20);
    expect(await nextAt(demo.slug)).not.toBeNull();
  },
  10 * MINUTE,
);
