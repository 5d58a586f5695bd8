import { killPostman } from './postman-kills.ts';

/** `npm run chaos:postman [-- KILLS SEED]`: prints one line of figures; ends with 1 when a letter was doubled or lost. */
const [kills = '200', seed = String(Date.now() % 100_000)] = process.argv.slice(2);
const begun = performance.now();
const found = await killPostman(Number(kills), Number(seed));
console.log(JSON.stringify({ seed: Number(seed), ...found, seconds: Math.round((performance.now() - begun) / 1_000) }));
process.exitCode = found.doubled + found.lost === 0 ? 0 : 1;
