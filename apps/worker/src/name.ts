import { createRequire } from 'node:module';

// The package's own manifest, found through its imports map from source and from dist alike.
export const { version } = createRequire(import.meta.url)('#package') as { readonly version: string };

/** The worker's name at the database: the status page tells by it that one lives. */
export const NAME = `duban-worker/${version}`;
