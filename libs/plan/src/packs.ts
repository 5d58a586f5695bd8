import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { halvesOf } from '#contract/both';
import { lex } from './lexer.ts';
import { namesOf } from './names.ts';
import type { Pack } from './pack.ts';
import { PackError } from './pack-error.ts';
import { type PackFile, packFiles } from './pack-shape.ts';
import { PlanError } from './plan-error.ts';
import { readTables } from './tables.ts';

export type * from './pack.ts';
export { PackError } from './pack-error.ts';

/** Slugs of the plans that come with the product. */
export const shippedPacks = async (): Promise<readonly string[]> =>
  (await readdir(packsFolder(), { withFileTypes: true }))
    .flatMap((one) => (one.isDirectory() ? [one.name] : []))
    .sort();

/**
 * Loads a plan that comes with the product, with all that belongs to it; the document itself is read by `readPlan`. Throws
 * a PackError when there is no such pack.
 */
export const loadPack = async (slug: string): Promise<Pack> => {
  const shipped = await shippedPacks();
  if (!shipped.includes(slug))
    throw new PackError(
      slug,
      `没有名为“${slug}”的资料包；现有：${shipped.join('、')}；自备的资料包请写文件夹路径，如 ./${slug}`,
      `no such pack; there are: ${shipped.join(', ')}; your own is named by its folder, such as ./${slug}`,
    );
  return loadPackFrom(join(packsFolder(), slug));
};

/** All that come with the product. */
export const loadPacks = async (): Promise<readonly Pack[]> => Promise.all((await shippedPacks()).map(loadPack));

/** Loads a pack from any folder. Throws a PackError that names the file and the place in it. */
export const loadPackFrom = async (folder: string): Promise<Pack> => {
  await mustBeKnown(folder);
  // One after the other: of several mistakes the first file's is named, always the same one.
  const head = await readJson(folder, 'pack.json');
  const units = await readJson(folder, 'units.json');
  const remarks = await readJson(folder, 'remarks.json');
  const indicatorFacts = await readJson(folder, 'indicators.json');
  const checklists = await readJson(folder, 'checklists.json');
  const dependencies = await readJson(folder, 'dependencies.json');
  const demoAnswers = await readJson(folder, 'demo-answers.json');
  const document = await readFile(join(folder, 'plan.txt')).catch(() => {
    throw new PackError('plan.txt', '资料包缺少文件plan.txt', 'the pack has no plan.txt');
  });
  const pack: Pack = { ...head, ...units, remarks, indicatorFacts, checklists, dependencies, demoAnswers, document };
  mustAgree(pack);
  return pack;
};

/** The shipped pack that a document is about: the one whose title its first table's title begins with. Throws a PlanError when there is none. */
export const packFor = async (document: Uint8Array, shipped?: readonly Pack[]): Promise<Pack> => {
  const { indicators } = readTables(lex(document)).titles;
  const packs = shipped ?? (await loadPacks());
  const pack = packs.find(({ title }) => indicators.startsWith(title));
  if (pack !== undefined) return pack;
  const known = packs.map(({ slug, title }) => `${slug}（${title}）`).join('、');
  throw new PlanError(
    { line: 2, column: 1, cell: null },
    `没有适用于“${indicators}”的资料包；现有：${known}；请指明资料包`,
    `no pack fits this title; there are ${packs.map(({ slug }) => slug).join(', ')}: name the pack`,
  );
};

const readJson = async <F extends PackFile>(
  folder: string,
  file: F,
): Promise<ReturnType<(typeof packFiles)[F]['parse']>> => {
  const shape = packFiles[file];
  const bytes = await readFile(join(folder, file)).catch(() => null);
  const text = bytes === null ? null : inUtf8(file, bytes);
  const parsed = shape.safeParse(text === null ? undefined : parseJson(file, text));
  // What a schema gives is what its own `parse` gives.
  if (parsed.success) return parsed.data as ReturnType<(typeof packFiles)[F]['parse']>;
  if (text === null) throw new PackError(file, `资料包缺少文件${file}`, `the pack has no ${file}`);
  const [issue] = parsed.error.issues;
  const at = `${file} ${issue?.path.join('.') ?? ''}`.trim();
  const said = halvesOf(issue?.message ?? '') ?? { zh: issue?.message ?? '', en: issue?.message ?? '' };
  throw new PackError(at, `资料包的${at}不合要求：${said.zh}`, said.en);
};

const inUtf8 = (file: string, bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PackError(file, `资料包的${file}不是UTF-8编码`, 'it is not UTF-8');
  }
};

const parseJson = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new PackError(file, `资料包的${file}不是JSON：${why}`, why);
  }
};

/** What the files of a pack say of each other: every unit that is named is one of its units, every row one of its document's, every type one of its checklists. */
const mustAgree = (pack: Pack): void => {
  const { units, groups, seats, suggestions, demoAnswers } = pack;
  const ids = units.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined)
    throw new PackError('units.json', `资料包的units.json中“${twice}”有两个`, `"${twice}" stands twice in units.json`);
  const used: readonly (readonly [unit: string, by: string])[] = [
    [seats.office, 'pack.json seats.office'],
    [seats.leadingGroup, 'pack.json seats.leadingGroup'],
    [seats.inspectorate, 'pack.json seats.inspectorate'],
    ...groups.flatMap(({ id, members }) => members.map((unit) => [unit, `units.json groups.${id}`] as const)),
    ...suggestions.flatMap(({ task, units: all }) =>
      all.map((unit) => [unit, `pack.json suggestions ${task}`] as const),
    ),
    ...demoAnswers.answers.flatMap(({ task, answer }) =>
      answer.kind === 'units' ? answer.units.map((unit) => [unit, `demo-answers.json ${task}`] as const) : [],
    ),
  ];
  const stranger = used.find(([unit]) => !ids.some((id) => id === unit));
  if (stranger !== undefined)
    throw new PackError(
      stranger[1],
      `${stranger[1]}所用的单位“${stranger[0]}”不在units.json中`,
      `it names "${stranger[0]}", which is not in units.json`,
    );
  if (new Set([seats.office, seats.leadingGroup, seats.inspectorate]).size < 3)
    throw new PackError(
      'pack.json seats',
      '办公室、领导小组、督查机构应为三个不同的单位',
      'office, leading group and inspectorate must be three units',
    );
  const beyond = rowsIn(pack).find(([no]) => no > pack.rows.tasks);
  if (beyond !== undefined)
    throw new PackError(
      beyond[1],
      `${beyond[1]}所说的第${beyond[0]}项不存在：方案只有${pack.rows.tasks}项`,
      `it speaks of row ${beyond[0]}; the plan has ${pack.rows.tasks}`,
    );
  mustHaveTypes(pack);
  namesOf(pack);
};

const mustHaveTypes = ({ checklists: { types, tasks } }: Pack): void => {
  const stranger = Object.entries(tasks).find(([, type]) => !types.some(({ id }) => id === type));
  if (stranger === undefined) return;
  const [no, type] = stranger;
  throw new PackError(
    `checklists.json tasks ${no}`,
    `checklists.json tasks第${no}项的类型“${type}”不在types中`,
    `it names the type "${type}", which is not among the types`,
  );
};

/** Every row that the pack speaks of, and where. */
const rowsIn = (pack: Pack): readonly (readonly [no: number, where: string])[] => [
  ...pack.suggestions.map(({ task }) => [task, 'pack.json suggestions'] as const),
  ...pack.remarks.map(({ task }) => [task, 'remarks.json'] as const),
  ...pack.indicatorFacts.flatMap(({ tasks }) => tasks.map(({ no }) => [no, 'indicators.json tasks'] as const)),
  ...pack.dependencies.relations.flatMap(({ task, of }) => [task, of].map((no) => [no, 'dependencies.json'] as const)),
  ...pack.dependencies.subtasks.map(({ task }) => [task, 'dependencies.json subtasks'] as const),
  ...pack.demoAnswers.answers.map(({ task }) => [task, 'demo-answers.json'] as const),
  ...Object.keys(pack.checklists.tasks).map((no) => [Number(no), 'checklists.json tasks'] as const),
];

/** A misspelt name would be a file that nobody reads. */
const mustBeKnown = async (folder: string): Promise<void> => {
  const known = [...Object.keys(packFiles), 'plan.txt'];
  const files = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new PackError(folder, `没有文件夹${folder}`, 'there is no such folder');
  });
  const other = files.find((one) => one.isFile() && one.name.endsWith('.json') && !known.includes(one.name));
  if (other !== undefined)
    throw new PackError(
      other.name,
      `资料包中不应有${other.name}；可有：${known.join('、')}`,
      `an unknown file; there may be ${known.join(', ')}`,
    );
};

/** The compiler does not copy data, so the packs are found from the package's root, from source and from dist alike. */
const packsFolder = (): string => {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'libs', 'plan', 'packs');
    if (folder === dirname(folder)) throw new Error('the plans that come with the product were not found');
  }
};
