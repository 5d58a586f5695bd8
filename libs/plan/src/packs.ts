import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Checklists, DemoAnswers, Dependencies, IndicatorFacts, Pack, PackUnit, UnitGroup } from './pack.ts';

export type * from './pack.ts';

/** What stands in `pack.json` itself. */
type Head = Pick<Pack, 'slug' | 'title' | 'seats' | 'unresolved' | 'clockStart' | 'suggestions'>;

/**
 * Loads a shipped plan with all that belongs to it. The pack's files are ours and are taken at their word (a test holds
 * them against each other); the document is not, and is read by `readPlan`. Throws when there is no such pack.
 */
export const loadPack = async (slug: string): Promise<Pack> => {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw new Error(`not a plan's slug: "${slug}"`);
  const folder = join(packsFolder(), slug);
  const json = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(folder, name), 'utf8')) as T;
  const [head, { units, groups }, remarks, indicatorFacts, checklists, dependencies, demoAnswers, document] =
    await Promise.all([
      json<Head>('pack.json'),
      json<{ units: readonly PackUnit[]; groups: readonly UnitGroup[] }>('units.json'),
      json<Pack['remarks']>('remarks.json'),
      json<readonly IndicatorFacts[]>('indicators.json'),
      json<Checklists>('checklists.json'),
      json<Dependencies>('dependencies.json'),
      json<DemoAnswers>('demo-answers.json'),
      readFile(join(folder, 'plan.txt')),
    ]);
  return { ...head, units, groups, remarks, indicatorFacts, checklists, dependencies, demoAnswers, document };
};

/** The compiler does not copy data, so the packs are found from the package's root, from source and from dist alike. */
const packsFolder = (): string => {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'libs', 'plan', 'packs');
    if (folder === dirname(folder)) throw new Error('the plans that come with the product were not found');
  }
};
