import type { Log } from './log.ts';

/** Ids, kinds and numbers; no texts. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Whose work is traced, and where it says that spans were lost. */
export interface Traced {
  readonly service: string;
  readonly version: string;
  readonly log: Log;
}

/** A request from outside that is under way. */
export interface TracedRequest {
  /** What is done inside belongs to the request. */
  readonly inside: (work: () => void) => void;
  readonly end: (status: number, attributes: Attributes) => void;
}

/** Where the time goes, told to whoever collects it. */
export interface Tracing {
  readonly isOn: boolean;
  /** Does the work as a part of what is under way. An error ends the part as failed, and is thrown on. */
  readonly part: <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>;
  /** Begins a request; who called may have begun the trace (`traceparent`). */
  readonly request: (name: string, headers: Readonly<Record<string, unknown>>) => TracedRequest;
  /** Sends what has not been sent, within two seconds; says so when it was lost, and never throws. */
  readonly close: () => Promise<void>;
}

export const noTracing: Tracing = {
  isOn: false,
  part: (_name, _attributes, work) => work(),
  request: () => ({
    inside: (work) => {
      work();
    },
    end: () => undefined,
  }),
  close: () => Promise.resolve(),
};
