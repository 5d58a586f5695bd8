import { rmSync } from 'node:fs';
import { startProduct } from '../support/product.ts';

/**
 * How long `npm start` takes until every part answers in /status: the first time with nothing built, fetched or
 * imported, and the second time on the same folder. Bounds: 90 s and 20 s.
 */
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

rmSync(new URL('../../dist', import.meta.url), { recursive: true, force: true });
const firstBegan = performance.now();
const product = await startProduct();
const firstMs = performance.now() - firstBegan;
const stopBegan = performance.now();
await product.stop();
const stopMs = performance.now() - stopBegan;
const secondBegan = performance.now();
await product.start();
const secondMs = performance.now() - secondBegan;
await product.remove();

console.log(`start, first time (build, fetch, import, dispatch): ${seconds(firstMs)} (bound 90 s)`);
console.log(`start, second time: ${seconds(secondMs)} (bound 20 s)`);
console.log(`stop: ${seconds(stopMs)}`);
if (firstMs > 90_000 || secondMs > 20_000) process.exitCode = 1;
