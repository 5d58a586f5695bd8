const TASKS = '附表2';
const ROW = /^\t\d+\n/;

/**
 * A plan document with other task rows: `edit` gets each row's own number and its text (lines of cells), and gives the rows
 * that take its place. The rows are numbered anew.
 */
export const revise = (document: string, edit: (no: number, row: string) => readonly string[]): string => {
  const at = document.indexOf(TASKS);
  let no = 0;
  const blocks = document
    .slice(at)
    .split(/\n\n+/)
    .flatMap((block) => {
      const own = ROW.exec(block);
      if (own === null) return [block];
      return edit(Number(own[0]), block).map((row) => {
        no += 1;
        return row.replace(ROW, `\t${no}\n`);
      });
    });
  return document.slice(0, at) + blocks.join('\n\n');
};

/** A row as it stands in a document; its number does not matter to `revise`. */
export const taskRow = (cells: {
  readonly heading?: string;
  readonly text: string;
  readonly lead: string;
  readonly support?: string;
  readonly responsible?: string;
  readonly due?: string;
}): string =>
  ['0', cells.heading, cells.text, cells.lead, cells.support, cells.responsible, cells.due ?? '2020年']
    .map((cell) => `\t${cell ?? ''}`)
    .join('\n');
