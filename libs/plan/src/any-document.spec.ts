import fc from 'fast-check';
import { loadPack, type Pack } from './packs.ts';
import { PlanError } from './plan-error.ts';
import { type PlanReading, readPlan } from './read-plan.ts';

/**
 * Whatever a document looks like: it is read whole, or refused with a place. What "whole" means is found out by a reader
 * of a few lines that knows no grammar and shares nothing with the importer.
 */
let pack: Pack;
let text: string;
let original: PlanReading;
beforeAll(async () => {
  pack = await loadPack('cq-zero-waste');
  text = pack.document.toString('utf8');
  original = readPlan(pack.document, pack);
});

/** A long property on a machine that is busy with others. */
const TIMEOUT_MS = 240_000;

/** Null when it is refused; anything but a plan error fails the test, and so does one without place or sentence. */
const read = (document: Uint8Array, withPack: Pack = pack): PlanReading | null => {
  try {
    return readPlan(document, withPack);
  } catch (cause) {
    if (!(cause instanceof PlanError)) throw cause;
    const lines = new TextDecoder().decode(document).split('\n').length;
    if (!(cause.place.line >= 1 && cause.place.line <= lines && cause.place.column >= 1))
      throw new Error(`it names line ${cause.place.line}, column ${cause.place.column} of ${lines} lines`, { cause });
    if (cause.zh === '' || cause.en === '') throw new Error('it does not say why', { cause });
    return null;
  }
};
const bytes = (document: string): Uint8Array => new TextEncoder().encode(document);

/** Lines that belong to no row, but for white space. */
const linesOutside = (document: string): readonly string[] => {
  let open = false;
  return document
    .replaceAll('\r\n', '\n')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('\t')) open = true;
      else if (line === '') open = false;
      else if (!open && line.trim() !== '') return [line.trim()];
      return [];
    });
};

/** Rows of so many cells behind the header of a table, as anybody would see them. */
const rowsOf = (document: string, cells: number | null = null): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  for (const line of document.replaceAll('\r\n', '\n').split('\n')) {
    const row = rows.at(-1) ?? [];
    if (line.startsWith('\t')) row.push(line.trim());
    else if (line === '') rows.push([]);
    else if (line.trim() !== '' && row.length > 0) row.push(`${row.pop() ?? ''}${line.trim()}`);
  }
  return rows.filter((row) => row.length > 0 && (cells === null || row.length === cells) && row[0] !== '序号');
};

/** Section and heading of each task, carried down as anybody would. */
const headingsIn = (document: string): readonly string[] => {
  let [section, heading] = ['', ''];
  const headings: string[] = [];
  for (const row of rowsOf(document.slice(document.indexOf('附表2')))) {
    if (row.length === 1) section = row[0] ?? '';
    if (row.length !== 7) continue;
    heading = row[1] === '' ? heading : (row[1] ?? '');
    headings.push(`${section} ${heading}`);
  }
  return headings;
};

/** Nothing of a document that was read is lost or invented. */
const mustBeWhole = (reading: PlanReading, document: string): void => {
  const tasks = rowsOf(document, 7);
  const indicators = rowsOf(document, 5);
  const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `${i + 1}`);
  expect(tasks.map(([no]) => no)).toEqual(numbers(111));
  expect(indicators.map(([no]) => no)).toEqual(numbers(45));
  expect(reading.tasks.map((draft) => draft.text)).toEqual(tasks.map((row) => row[2]));
  expect(reading.tasks.map(({ section, heading }) => `${section} ${heading}`)).toEqual(headingsIn(document));
  expect(reading.indicators.map(({ name, star, target }) => [`${name}${star ? '★' : ''}`, target])).toEqual(
    indicators.map((row) => [row[3], row[4]]),
  );
  const { titles, notes } = { titles: reading.tableTitles, notes: reading.notes };
  expect(linesOutside(document).filter((line) => !/^附表\d+$/.test(line))).toEqual([
    titles.indicators,
    ...(notes.length === 0 ? [] : ['注：']),
    ...notes.map((note) => `（${note.no}）${note.text}`),
    titles.tasks,
  ]);
  const spellings = new Map<string, string>(
    pack.units.flatMap((unit) => [unit.name, ...unit.aliases].map((name) => [name, unit.id] as const)),
  );
  const responsibleOf = new Map(
    rowsOf(text, 7).map((row, i) => [row[5], original.tasks[i]?.units.filter(({ role }) => role === 'responsible')]),
  );
  const expected = tasks.map(([, , , lead = '', support = '', responsible = '', due = '']) => [
    due,
    spellings.get(lead),
    ...support
      .replace(/等$/, '')
      .split('、')
      .filter(Boolean)
      .map((name) => spellings.get(name) ?? spellings.get(`${name}政府`)),
    // Of a cell that the shipped plan has too, the same units; of any other whatever was read.
    ...(responsibleOf.get(responsible)?.map(({ unit }) => unit) ?? ['?']),
  ]);
  const got = reading.tasks.map((draft, i) => {
    const of = (role: string) => draft.units.filter((one) => one.role === role).map(({ unit }) => unit);
    const known = responsibleOf.has(tasks[i]?.[5]);
    return [`${draft.due.day.slice(0, 4)}年`, draft.lead, ...of('support'), ...(known ? of('responsible') : ['?'])];
  });
  // Rows that inherit their cells have none of their own.
  const own = tasks.map((row) => row.slice(3).some((cell) => cell !== ''));
  expect(got.filter((_, i) => own[i])).toEqual(expected.filter((_, i) => own[i]));
};

test(
  'cut off behind any line it is refused, unless nothing but white space is missing',
  () => {
    const lines = text.split('\n');
    const readable = lines.flatMap((_, kept) => {
      const cut = lines.slice(0, kept).join('\n');
      const reading = read(bytes(cut));
      if (reading !== null) mustBeWhole(reading, cut);
      return reading === null ? [] : [kept];
    });
    // Line 1,196 is one space; every other one belongs to a row, or ends one.
    expect(readable).toEqual([1195]);
  },
  TIMEOUT_MS,
);

test(
  'cut off at any byte it is refused or read whole',
  () => {
    const property = fc.property(below(pack.document.byteLength), (kept) => {
      const cut = pack.document.subarray(0, kept);
      const reading = read(cut);
      if (reading !== null) mustBeWhole(reading, new TextDecoder().decode(cut));
    });
    fc.assert(property, { numRuns: 1_000 });
  },
  TIMEOUT_MS,
);

/** Something done to a document of so many characters: in few places, as hands and programs do it. */
type Change = (document: string) => string;
const cutIn = (document: string, at: number): readonly [string, string] => {
  const place = Math.floor(at * document.length);
  return [document.slice(0, place), document.slice(place)];
};
const lineIn = (document: string, at: number): readonly [before: string[], line: string, after: string[]] => {
  const lines = document.split('\n');
  const n = Math.floor(at * lines.length);
  return [lines.slice(0, n), lines[n] ?? '', lines.slice(n + 1)];
};
const pieces = [
  '\t',
  '\n',
  '\n\n',
  '、',
  '，不含',
  '（',
  '）',
  '等',
  '★',
  ' ',
  '\r\n',
  '\r',
  '\u0000',
  '\u200b',
  '2020年',
];
/** Anywhere with the same chance: left to itself the library prefers the ends. */
const below = (most: number): fc.Arbitrary<number> => fc.noBias(fc.nat(most - 1));
const somewhere = below(1_000_000).map((n) => n / 1_000_000);
const piece = fc.oneof(
  fc.constantFrom(...pieces),
  fc.string({ maxLength: 5 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(somewhere, piece).map(
    ([at, what]): Change =>
      (document) =>
        cutIn(document, at).join(what),
  ),
  fc.tuple(somewhere, fc.integer({ min: 1, max: 30 })).map(([at, length]): Change => (document) => {
    const [before, after] = cutIn(document, at);
    return before + after.slice(length);
  }),
  fc.tuple(somewhere, piece).map(([at, what]): Change => (document) => {
    const [before, after] = cutIn(document, at);
    return before + what + after.slice(1);
  }),
  somewhere.map((at): Change => (document) => {
    const [before, , after] = lineIn(document, at);
    return [...before, ...after].join('\n');
  }),
  somewhere.map((at): Change => (document) => {
    const [before, line, after] = lineIn(document, at);
    return [...before, line, line, ...after].join('\n');
  }),
  fc.tuple(somewhere, somewhere).map(([from, to]): Change => (document) => {
    const [before, line, after] = lineIn(document, from);
    const [front, other, back] = lineIn([...before, ...after].join('\n'), to);
    return [...front, line, other, ...back].join('\n');
  }),
  fc.tuple(somewhere, somewhere, somewhere).map(([from, to, at]): Change => (document) => {
    const part = document.slice(
      Math.floor(Math.min(from, to) * document.length),
      Math.floor(Math.max(from, to) * document.length),
    );
    return cutIn(document, at).join(part);
  }),
  // A word of a cell becomes another word of the same column's: often a document that can be read.
  fc
    .tuple(somewhere, fc.constantFrom('市财政局', '渝北区政府', '市林业局', '2022年', '主城各区政府', ''))
    .map(([at, what]): Change => (document) => {
      const [before, , after] = lineIn(document, at);
      return [...before, `\t${what}`, ...after].join('\n');
    }),
  // A page's number between two lines.
  somewhere.map((at): Change => (document) => {
    const [before, line, after] = lineIn(document, at);
    return [...before, line, '', '第2页', '', ...after].join('\n');
  }),
  somewhere.map((at): Change => (document) => {
    const [before, line, after] = lineIn(document, at);
    return [...before, line, '', '\t第2页', '', ...after].join('\n');
  }),
  fc.constant<Change>((document) => document.replaceAll('\n', '\r\n')),
);

test(
  '5,000 documents with one to three mutations each are refused or read whole',
  () => {
    const seen = { read: 0, refused: 0 };
    const property = fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const document = changes.reduce((before, one) => one(before), text);
      const reading = read(bytes(document));
      seen[reading === null ? 'refused' : 'read'] += 1;
      // Half surrogates do not survive the way into bytes.
      if (reading !== null) mustBeWhole(reading, new TextDecoder().decode(bytes(document)));
    });
    fc.assert(property, { numRuns: 5_000 });
    // Neither half of the promise is kept by never being asked for.
    expect(seen.read).toBeGreaterThan(250);
    expect(seen.refused).toBeGreaterThan(2_500);
  },
  TIMEOUT_MS,
);

test(
  'bytes that are changed or thrown in anywhere are no other error either',
  () => {
    const property = fc.property(
      fc.array(fc.tuple(below(pack.document.byteLength), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      (changes) => {
        const document = Uint8Array.from(pack.document);
        for (const [at, byte] of changes) document[at] = byte;
        const reading = read(document);
        // Read as UTF-8: a file of the other encoding would have none of its words.
        if (reading?.encoding === 'UTF-8') mustBeWhole(reading, new TextDecoder().decode(document));
      },
    );
    fc.assert(property, { numRuns: 1_000 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (document) => {
        expect(read(document)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  },
  TIMEOUT_MS,
);

describe('documents as large as they may be, made to take long', () => {
  const nearly = 20 * 1024 * 1024 - 1;
  const filled = (part: string): string => part.repeat(Math.floor(nearly / new TextEncoder().encode(part).length));
  /** The plan with another word in a cell of row 8. */
  const inCell = (from: string, to: string): string => text.replace(from, to);

  test.each([
    ['TABs', () => filled('\t')],
    ['TABs and line ends', () => filled('\t\n')],
    ['empty lines', () => filled('\n')],
    ['one line', () => `\t${filled('局')}`],
    ['carriage returns', () => filled('\r\n')],
    ['spaces', () => filled(' ')],
    ['rows of one cell', () => filled('\t1\n\n')],
    ['a cell of opened brackets', () => inCell('\t忠县政府\n', `\t${'（不含'.repeat(660)}\n`)],
    ['a cell of commas', () => inCell('\t忠县政府\n', `\t${'、'.repeat(1_999)}\n`)],
    ['a cell of excluded names', () => inCell('\t忠县政府\n', `\t主城各区政府，不含${'渝中区、'.repeat(480)}渝中区\n`)],
  ])('%s', (_what, document) => {
    expect(read(bytes(document()))).toBeNull();
  });
  test('a cell of names nobody knows, where the pack asks about these', () => {
    const asking: Pack = { ...pack, unknownUnits: 'ask' };
    const names = Array.from({ length: 300 }, (_, i) => `第${i}局`).join('、');
    expect(() => readPlan(bytes(inCell('\t忠县政府\n', `\t${names}\n`)), asking)).toThrow('不认识的单位超过50个');
  });
});
