import { createRequire } from 'node:module';

// The package's own manifest, found through its imports map from source and from dist alike.
const manifest = createRequire(import.meta.url)('#package') as { readonly version: string };

/** The product's version, the same for every part. */
export const { version } = manifest;
