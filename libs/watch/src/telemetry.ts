import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { masked } from './clean.ts';
import type { Attributes, Tracing } from './tracing.ts';

/** Loaded only when traces are wanted: spans by hand, for nothing of ours is patched. */
export const openTelemetry = (service: string, version: string): Tracing => {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  // Sets the propagator of W3C's traceparent, and a context that follows promises.
  provider.register();
  const tracer = trace.getTracer('duban', version);
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
    close: () => provider.shutdown(),
  };
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
