import { existsSync, readdirSync, rmSync } from 'node:fs';
import type { Config } from './config.ts';
import { alreadyRuns } from './ground.ts';
import { foreignIn, homeAt, isHome } from './home.ts';
import { socketOf, takeLock } from './lock.ts';
import { Obstacle } from './obstacle.ts';
import { stateFolderOf } from './postgres/place.ts';
import type { Say } from './screen.ts';

/** A fetched tool is no data: it is the same for every copy, and fetching it needs a network. */
const KEPT = ['bin'];

/** Empties the home, and what of it stands below the system's state folder. Refuses while a launcher runs. */
export const reset = async (
  { home: folder, databaseUrl }: Pick<Config, 'home' | 'databaseUrl'>,
  say: Say,
): Promise<void> => {
  const home = homeAt(folder);
  if (!existsSync(folder) || (!isHome(home) && foreignIn(home) === undefined)) {
    say(`There is nothing to reset: ${folder} is empty or not there.`);
    return;
  }
  if (!isHome(home)) throw new Obstacle(`${folder} was not made by Duban, so nothing in it is deleted.`);
  const lock = await takeLock(socketOf(home.folder, 'lock'));
  if (lock === null) throw new Obstacle(alreadyRuns(home));
  try {
    const state = stateFolderOf(home);
    if (existsSync(state)) {
      rmSync(state, { recursive: true, force: true });
      say(`Deleted ${state}.`);
    }
    const gone = readdirSync(folder).filter((name) => !KEPT.includes(name));
    for (const name of gone) rmSync(home.at(name), { recursive: true, force: true });
    const shown = gone.filter((name) => !name.startsWith('.') && name !== 'lock');
    say(`Deleted in ${folder}: ${shown.length === 0 ? 'nothing was there' : shown.sort().join(', ')}.`);
    if (existsSync(home.at('bin'))) say('Kept: bin, the fetched Temporal.');
    if (databaseUrl !== null) say('Kept: the database that DATABASE_URL names; it is not ours to empty.');
  } finally {
    await lock.release();
  }
};
