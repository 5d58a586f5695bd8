export { plan } from './plan.ts';
export { postman } from './postman.ts';
export { task } from './task.ts';
