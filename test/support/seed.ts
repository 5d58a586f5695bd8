import fc from 'fast-check';

/** The same examples every time, so that a build is red for what changed in it; `SEED=random` (or a number) looks for new ones. */
const seed = process.env['SEED'] ?? '20190101';
fc.configureGlobal({ seed: seed === 'random' ? Date.now() % 2 ** 31 : Number(seed) });
