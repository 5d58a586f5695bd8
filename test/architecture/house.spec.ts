import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** How the house is laid out (design: top-level folders, one README a lib, the Nest CLI's file) and what it stands on. */

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const foldersIn = (path: string): readonly string[] =>
  existsSync(join(root, path))
    ? readdirSync(join(root, path), { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []))
    : [];

describe('the top level', () => {
  /** What tools and builds leave there, and hidden folders, are not part of the house. */
  const made = ['node_modules', 'dist', 'coverage'];

  test('holds no folders but apps, libs, workflows, docker and test', () => {
    const others = foldersIn('.').filter((name) => !name.startsWith('.') && !made.includes(name));
    expect(others.filter((name) => !['apps', 'libs', 'workflows', 'docker', 'test'].includes(name))).toEqual([]);
  });

  test('holds no files but the README and those of tools', () => {
    const files = readdirSync(root, { withFileTypes: true }).flatMap((one) => (one.isFile() ? [one.name] : []));
    const tools =
      /^(README\.md|package(-lock)?\.json|tsconfig(\.\w+)?\.json|nest-cli\.json|fences\.cjs|\w+\.config\.js|\..+|.+\.log)$/;
    expect(files.filter((name) => !tools.test(name))).toEqual([]);
  });
});

describe('nest-cli.json', () => {
  interface Project {
    readonly root: string;
    readonly sourceRoot: string;
    readonly entryFile: string;
  }
  // The shape is the Nest CLI's.
  const { root: first, projects } = JSON.parse(read('nest-cli.json')) as {
    readonly root: string;
    readonly projects: Readonly<Record<string, Project>>;
  };

  test.each(Object.entries(projects))('%s is an app with its own folder and main.ts', (name, project) => {
    expect(project).toMatchObject({ root: `apps/${name}`, sourceRoot: `apps/${name}/src`, entryFile: 'main' });
    expect(existsSync(join(root, project.sourceRoot, `${project.entryFile}.ts`))).toBe(true);
  });

  test('names every app that has a main.ts, and begins with one of them', () => {
    const apps = foldersIn('apps').filter((name) => existsSync(join(root, 'apps', name, 'src/main.ts')));
    expect(Object.keys(projects)).toEqual(expect.arrayContaining(apps));
    expect(Object.values(projects).map((one) => one.root)).toContain(first);
  });
});

describe('what runs workflows is one of a kind', () => {
  const packages = foldersIn('node_modules/@temporalio');
  // npm's own file: where each package lies, and its version.
  const { packages: locked } = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly version?: string }>>;
  };

  test('all @temporalio packages have the same version, each once', () => {
    const places = Object.entries(locked).filter(([place]) => /(^|\/)node_modules\/@temporalio\/[^/]+$/.test(place));
    expect(places.map(([place]) => place.replace('node_modules/@temporalio/', '')).sort()).toEqual(
      expect.arrayContaining([...packages]),
    );
    expect(places.filter(([place]) => place.lastIndexOf('node_modules/') > 0)).toEqual([]);
    expect(new Set(places.map(([, { version }]) => version)).size).toBe(1);
  });

  test('every @temporalio package finds the same protobufjs 8', () => {
    const found = packages.map((name) => {
      const from = createRequire(join(realpathSync(join(root, 'node_modules/@temporalio', name)), 'package.json'));
      return realpathSync(from.resolve('protobufjs/package.json'));
    });
    expect(new Set(found)).toEqual(new Set([join(root, 'node_modules/protobufjs/package.json')]));
    expect(JSON.parse(read('node_modules/protobufjs/package.json'))).toHaveProperty(
      'version',
      expect.stringMatching(/^8\./),
    );
  });
});

/** What is generated from the code is as long as the code has it. */
const GENERATED = /<!-- generated: .* -->[^]*?<!-- end -->\n/g;

describe('each lib has a README of at most 40 lines', () => {
  test.each(foldersIn('libs'))('%s', (lib) => {
    const own = read(`libs/${lib}/README.md`).replace(GENERATED, '').trimEnd();
    expect(own.split('\n').length).toBeLessThanOrEqual(40);
  });
});
