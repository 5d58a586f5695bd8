import { reasonOf } from './obstacle.ts';

/** Something that is up and must be taken down again. */
export interface Part {
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** From the first to be taken down to the last: whoever needs another goes before it. */
const layers = ['product', 'servers', 'ground'] as const;
export type Layer = (typeof layers)[number];

export interface Standing {
  readonly add: (layer: Layer, part: Part) => void;
  /** Takes everything down in order; gives a sentence for each part that made trouble. */
  readonly takeDown: () => Promise<readonly string[]>;
}

export const standing = (): Standing => {
  const parts: Record<Layer, Part[]> = { product: [], servers: [], ground: [] };
  return {
    add: (layer, part) => {
      parts[layer].push(part);
    },
    takeDown: async () => {
      const trouble: string[] = [];
      for (const layer of layers) {
        // The later may stand on the earlier, but parts of one layer know nothing of each other.
        const ended = await Promise.allSettled(parts[layer].map((part) => part.stop()));
        ended.forEach((one, at) => {
          const name = parts[layer][at]?.name ?? layer;
          if (one.status === 'rejected') trouble.push(`${name} could not be stopped in order: ${reasonOf(one.reason)}`);
        });
      }
      return trouble;
    },
  };
};
