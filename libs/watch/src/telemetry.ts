import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { setTimeout as pause } from 'node:timers/promises';
import { masked } from './clean.ts';
import type { Log } from './log.ts';
import type { Attributes, Traced, Tracing } from './tracing.ts';

/** A collector that is away must not hold whoever stops the process: its own attempts go on for ten seconds. */
const LONGEST_GOODBYE_MS = 2_000;

/** Loaded only when traces are wanted: spans by hand, for nothing of ours is patched. */
export const openTelemetry = ({ service, version, log }: Traced): Tracing => {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  // Sets the propagator of W3C's traceparent, and a context that follows promises.
  provider.register();
  const tracer = provider.getTracer('duban', version);
  return {
    isOn: true,
    part: (name, attributes, work) =>
      tracer.startActiveSpan(name, { attributes }, async (span) => {
        try {
          return await work();
        } catch (cause) {
          fail(span, cause);
          throw cause;
        } finally {
          span.end();
        }
      }),
    request: (name, headers) => {
      const from = propagation.extract(context.active(), headers);
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, from);
      return {
        inside: (work) => {
          context.with(trace.setSpan(from, span), work);
        },
        end: (status, attributes) => {
          end(span, status, attributes);
        },
      };
    },
    close: () => close(provider, log),
  };
};

/** Spans are no reason to end as failed. */
const close = async (provider: NodeTracerProvider, log: Log): Promise<void> => {
  const late = pause(LONGEST_GOODBYE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${LONGEST_GOODBYE_MS} ms`);
  });
  try {
    await Promise.race([provider.shutdown(), late]);
  } catch (cause) {
    log.warn(`the last spans were lost: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
};

const end = (span: Span, status: number, attributes: Attributes): void => {
  span.setAttributes({ ...attributes, 'http.response.status_code': status });
  // What the rules refuse is an answer; only our own failures are failures.
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
};

const fail = (span: Span, cause: unknown): void => {
  span.setStatus({
    code: SpanStatusCode.ERROR,
    message: masked(cause instanceof Error ? cause.message : String(cause)),
  });
};
