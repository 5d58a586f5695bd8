/** One line for the person at the screen. A screen that has gone (a closed pipe) is no reason to fail. */
export type Say = (line: string) => void;

export const say: Say = (line) => {
  process.stdout.write(`${line}\n`);
};

export const sayWrong: Say = (line) => {
  process.stderr.write(`${line}\n`);
};

/** Names on the left, values beside them, aligned although a Chinese letter is two columns wide. */
export const table = (rows: readonly (readonly [name: string, value: string])[]): string => {
  const wide = Math.max(...rows.map(([name]) => columns(name)));
  return rows.map(([name, value]) => `  ${name}${' '.repeat(wide - columns(name) + 3)}${value}`).join('\n');
};

const columns = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (letter >= '\u2e80' ? 2 : 1), 0);
