import { newPlanId } from '#contract/ids';
import type { PlanId } from '#domain/task';
import type { Imported } from '#ledger/import-plan';
import { type Pack, PackError } from '#plan/packs';
import { PlanError, type PlanReading, readPlan } from '#plan/read-plan';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { Complaint } from './complaint.ts';
import { packOf, readDocument } from './document.ts';
import { importInto } from './import.ts';
import { addresses } from './ledger-address.ts';
import { report } from './report.ts';
import { revisionReport } from './revision-report.ts';

export interface Call {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project's folder, in which `.duban` lies. */
  readonly root: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Options {
  readonly pack?: string;
  readonly as?: PlanId;
  readonly tasks?: number;
  readonly indicators?: number;
  readonly sections?: number;
  readonly json?: boolean;
  readonly demoClock?: boolean;
  readonly demoPeople?: boolean;
}

/** A document read with its pack. */
interface Read {
  readonly document: Buffer;
  readonly pack: Pack;
  readonly reading: PlanReading;
}

const REFUSED = 1;
const CALLED_WRONGLY = 2;

/** Carries out one call; gives the exit code. Results go to `out`, everything else to `err`. */
export const program = async (call: Call): Promise<number> => {
  const { out, err } = call;
  const command = new Command('npm run plan --')
    .description('读取方案文件 Reads a plan document: checks it, or puts it into the ledger')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        out(text.trimEnd());
      },
      writeErr: (text) => {
        err(text.trimEnd());
      },
    });
  let code = 0;
  const carryOut = async (
    file: string,
    options: Options,
    work: (read: Read) => void | Promise<void>,
  ): Promise<void> => {
    try {
      await work(await read(file, options, err));
    } catch (cause) {
      const told = tellable(cause);
      if (told === null) throw cause;
      if (options.json === true) out(JSON.stringify({ error: told }, null, 2));
      else
        err(
          `${cause instanceof PackError ? '' : `${file}: `}${[told.place, told.zh].filter(Boolean).join(' ')}\n  ${told.en}`,
        );
      code = REFUSED;
    }
  };
  withDocument(command.command('check').summary('打印读得的内容 print rows, questions, remarks and counts')).action(
    (file: string, options: Options) =>
      carryOut(file, options, ({ reading, pack }) => {
        out(options.json === true ? JSON.stringify(reading, null, 2) : report(reading, pack));
      }),
  );
  withDocument(command.command('import').summary('以草稿写入台账 put a draft into the ledger, all of it or nothing'))
    .option(
      '--demo-clock',
      '演示时钟：可调，从资料包所定时间开始 a clock that may be set, from where the pack says; else real time',
    )
    .option('--demo-people', '为每个岗位建立演示人员 demo people for every post, with the demo password')
    .action((file: string, options: Options) =>
      carryOut(file, options, async (read) => {
        const done = await importInto(
          addresses(call.root, call.env),
          { ...read, demoClock: options.demoClock === true, demoPeople: options.demoPeople === true },
          err,
        );
        if (done.verdict === 'taken')
          throw new Complaint(
            `标识“${read.reading.id}”已用于另一方案“${done.title}”；请用 --as 另取标识`,
            `the id "${read.reading.id}" belongs to another plan, "${done.title}": choose another with --as`,
          );
        out(options.json === true ? JSON.stringify(done, null, 2) : imported(done, read));
      }),
    );
  try {
    await command.parseAsync([...call.args], { from: 'user' });
    return code;
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause;
    return cause.exitCode === 0 ? 0 : CALLED_WRONGLY;
  }
};

const withDocument = (command: Command): Command =>
  command
    .argument('<file>', '方案文件 the plan document, UTF-8 or GB18030')
    .option('--pack <pack>', '资料包：名称或文件夹 the pack: a slug or a folder; found by the title otherwise')
    .option('--as <slug>', '方案标识 the id of the plan: a-z, 0-9, "-", at most 60; the pack\'s otherwise', slug)
    .option('--tasks <n>', '申明任务数 how many tasks the document has, if not as many as the pack says', count(1))
    .option('--indicators <n>', '申明指标数 how many indicators it has', count(0))
    .option('--sections <n>', '申明分节数 how many sections it has', count(1))
    .option('--json', '输出JSON for machines');

const slug = (text: string): PlanId => {
  const parsed = newPlanId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('允许 allowed: a-z, 0-9, "-", 1–60');
};

const MOST_ROWS = 999;

const count =
  (least: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= MOST_ROWS) return number;
    throw new InvalidArgumentError(`允许 allowed: ${least}–${MOST_ROWS}`);
  };

const read = async (file: string, options: Options, err: (text: string) => void): Promise<Read> => {
  const document = await readDocument(file);
  const pack = await packOf(options.pack, document);
  const reading = readPlan(document, pack, options);
  err(`读毕 read ${file}: ${reading.counts.tasks} / ${reading.counts.indicators}`);
  return { document, pack, reading };
};

interface Told {
  readonly place: string;
  readonly line?: number;
  readonly column?: number;
  readonly cell?: string | null;
  readonly zh: string;
  readonly en: string;
}

/** What was wrong, for people; null when it is a fault of ours. */
const tellable = (cause: unknown): Told | null => {
  if (cause instanceof PlanError) {
    const { line, column, cell } = cause.place;
    const place = `第${line}行第${column}列${cell === null ? '' : `（${cell}）`} ${line}:${column}`;
    return { place, line, column, cell, zh: cause.zh, en: cause.en };
  }
  if (cause instanceof PackError) return { place: cause.at, zh: cause.zh, en: cause.en };
  if (cause instanceof Complaint) return { place: '', zh: cause.zh, en: cause.en };
  return null;
};

const imported = (done: Exclude<Imported, { verdict: 'taken' }>, { reading }: Read): string => {
  if (done.verdict === 'revised') return revisionReport(done.revision, done.units);
  const people =
    done.people === 0
      ? '尚无人在此方案中任职，无人可以办理；演示可加 --demo-people 再导入一次 Nobody holds a post in this plan yet; for a demonstration import it once more with --demo-people'
      : `任职人员 people with posts: ${done.people}`;
  if (done.verdict === 'unchanged')
    return `台账中的方案与此文件没有差别，事项和时钟未作更改 The plan in the ledger is as this document has it; tasks and clock were not changed\n${people}`;
  const { counts, id } = reading;
  return [
    `已导入草稿 imported as drafts: ${id}, ${counts.tasks}项任务 tasks, ${counts.indicators}项指标 indicators`,
    `待答复 questions: ${counts.questions}，其中须先答复 blocking ${counts.blocking} (GET /api/plans/${id}/questions)`,
    people,
  ].join('\n');
};
