import { types } from 'node:util';

/** What keeps the launcher from going on, told in sentences for the person at the screen: printed without a stack. */
export class Obstacle extends Error {
  override readonly name = 'Obstacle';
}

/** The sentence of anything thrown, with what lies behind it: "fetch failed" alone says nothing. */
export const reasonOf = (thrown: unknown): string => {
  if (!types.isNativeError(thrown)) return String(thrown);
  if ('errors' in thrown && Array.isArray(thrown.errors) && thrown.message === '')
    return thrown.errors.map(reasonOf).join('; ');
  return thrown.cause === undefined ? thrown.message : `${thrown.message} (${reasonOf(thrown.cause)})`;
};
