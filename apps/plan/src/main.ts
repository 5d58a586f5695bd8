import { program } from './program.ts';

/** `npm run plan -- check FILE` and `import FILE`: exits with 0, with 1 when it was refused, with 2 when it was called wrongly. */
// Whoever reads only the beginning has closed the pipe.
process.stdout.on('error', () => process.exit());
process.exitCode = await program({
  args: process.argv.slice(2),
  env: process.env,
  root: process.cwd(),
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
