import { bundleWorkflowCode, DefaultLogger, Runtime } from '@temporalio/worker';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Bundles the built workflows into one file; part of the build, so that a worker starts without webpack. */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('WARN') });
const { code } = await bundleWorkflowCode({
  workflowsPath: here('../../../workflows/index.js'),
  preloadModules: [here('../../../workflows/no-stacks.js')],
  logger: new DefaultLogger('WARN'),
});
await writeFile(here('../../../workflow-bundle.js'), code);
